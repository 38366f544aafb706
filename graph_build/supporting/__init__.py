"""What tasks, numbers and goals have to do with each other: the grounds on which a task supports a goal."""
