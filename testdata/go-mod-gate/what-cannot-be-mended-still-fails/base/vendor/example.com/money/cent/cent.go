package cent
