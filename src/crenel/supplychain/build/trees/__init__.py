"""Trees of npm packages from lock files that npm does not read: yarn's and pnpm's.

Such a file says which version answers to whom, not where it lies. The folders are worked out here,
and npm installs them: it checks each package's integrity, and runs nothing of the project, where
yarn and pnpm would run their own plug-ins from it.
"""
