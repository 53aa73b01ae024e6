"""What a run leaves behind as files: JUnit XML, JSON, and one page of HTML."""
