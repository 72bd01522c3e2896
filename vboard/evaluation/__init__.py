"""What a hotword application hears in long streams of speech and noise, and how right that is."""
