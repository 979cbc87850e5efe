# One static binary in an image without a shell, for kitei serve on a server (see
# compose.yaml) or the command:
#
#   docker build -t kitei .
#   docker run --rm --user "$(id -u)" -v "$PWD:/papers" -w /papers kitei render --profile profile.yaml --doc all --out out
#
# The base holds the certificates that a webhook needs, and nothing that kitei
# needs to run: cmd/kitei/container_test.go runs it in an empty root.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -buildid=" -o /kitei ./cmd/kitei

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /kitei /kitei
USER 65532:65532
ENTRYPOINT ["/kitei"]
CMD ["--help"]
