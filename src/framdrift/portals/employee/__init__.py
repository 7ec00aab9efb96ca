"""What an employee or leaver sees on a personal link."""
