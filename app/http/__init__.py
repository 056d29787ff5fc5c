"""What stands between the network and the atlas: headers, static files, refusals."""
