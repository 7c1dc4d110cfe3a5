#!/usr/bin/env bash
# What the Action and the GitLab job run: check, keep the results and the exit code, and go on, so
# that the results are uploaded before the job fails. Takes everything from the environment, so
# that no input is ever read as code.
set -euo pipefail

crenel="${CRENEL:-crenel}"
arguments=(check --fail-on "${CRENEL_FAIL_ON:-medium}" --quiet)
if [[ -n "${CRENEL_SINCE:-}" ]]; then
  arguments+=("--since=${CRENEL_SINCE}")
fi
if [[ -n "${CRENEL_SARIF:-}" ]]; then
  arguments+=(--output "sarif=${CRENEL_SARIF}")
fi
if [[ -n "${GITHUB_STEP_SUMMARY:-}" ]]; then
  arguments+=(--output "markdown=${GITHUB_STEP_SUMMARY}")
fi
if [[ -n "${CRENEL_CODE_QUALITY:-}" ]]; then
  arguments+=(--output "gitlab=${CRENEL_CODE_QUALITY}")
fi

code=0
"$crenel" "${arguments[@]}" --format "${CRENEL_FORMAT:-github}" -- "${CRENEL_PATH:-.}" || code=$?

if [[ -n "${GITHUB_OUTPUT:-}" ]]; then
  echo "exit-code=${code}" >>"$GITHUB_OUTPUT"
else
  exit "$code"
fi
