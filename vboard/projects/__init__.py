"""What is written for a user's own firmware: models as arrays, new applications, projects for build tools."""
