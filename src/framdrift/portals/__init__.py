"""Everything an outsider sees, pages and letters: candidate, client, referee, employee."""
