"""What a reply may mean: words, spelling, names, numbers and dates as people say them."""
