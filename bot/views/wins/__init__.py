"""What is seen of wins: their posts, the shoutout, answers, forms, and the page of a month."""
