// a picture
