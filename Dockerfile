# For pipelines: the command, and the provider where Terraform looks for it by itself. docs/guides/pipelines.md uses it.
#
#   docker build --tag ehpc .                  with Terraform
#   docker build --tag ehpc --target ehpc .    without
ARG NODE_VERSION=22
ARG TERRAFORM_VERSION=1.15.9

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --pack-destination /tmp && tar -xzf /tmp/cdktf-provider-ehpc-*.tgz -C /tmp

FROM hashicorp/terraform:${TERRAFORM_VERSION} AS terraform

FROM node:${NODE_VERSION}-bookworm-slim AS ehpc
# Terraform gets modules by git, and has no certificates of its own.
# hadolint ignore=DL3008
RUN apt-get update && \
    apt-get install --yes --no-install-recommends ca-certificates git && \
    rm -rf /var/lib/apt/lists/*
COPY --from=build /tmp/package /usr/local/lib/cdktf-provider-ehpc
RUN ln -s ../lib/cdktf-provider-ehpc/dist/cli/main.js /usr/local/bin/cdktf-provider-ehpc && \
    cdktf-provider-ehpc install --dir /usr/local/share/terraform/plugins
# No entry point: pipelines start a shell in an image.
USER 1000
WORKDIR /home/node
CMD ["cdktf-provider-ehpc", "--help"]

FROM ehpc
COPY --from=terraform /bin/terraform /usr/local/bin/terraform
