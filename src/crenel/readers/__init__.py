"""Text, code trees and accounts -> the model: one folder or module per format."""
