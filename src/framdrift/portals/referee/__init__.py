"""What a referee sees on a personal link: who asks, about whom, and what happens with the answer."""
