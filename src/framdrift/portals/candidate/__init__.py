"""What a candidate sees on a personal link: where I stand, what happens now, when I hear next."""
