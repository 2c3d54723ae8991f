#!/bin/sh
# Puts a token of GitHub where the provider and the command read it. It lives some minutes, so each step that needs one
# asks for its own.
set -eu
curl --silent --show-error --fail \
  --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.aliyuncs.com" |
  node -p 'JSON.parse(fs.readFileSync(0, "utf8")).value' > "$ALIBABA_CLOUD_OIDC_TOKEN_FILE"
