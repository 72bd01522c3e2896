"""Training of the hotword model: data, network, quantisation, model card. Needs PyTorch."""
