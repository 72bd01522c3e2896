"""Any .tflite model on any virtual board: reading models, running them, counting instructions."""
