<!DOCTYPE html>
<html>
<head><title>404</title></head>
<body>
<h1>Not found</h1>
<p>There is no go.mod here</p>
<p>a</p>
<p>b</p>
<p>c</p>
<p>d</p>
</body>
</html>
