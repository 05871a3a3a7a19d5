"""Long work: stages that can be killed at any point and run again, with progress that anybody can see."""
