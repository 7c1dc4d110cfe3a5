"""Bills of materials: written as CycloneDX and SPDX, and read from whoever wrote them."""
