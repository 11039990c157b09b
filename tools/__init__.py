"""What makes, locks and measures this repository; nothing here is part of the running bot."""
