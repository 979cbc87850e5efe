# One static binary in an empty image. It has no data and writes none.
#
#   docker build -t kitei .
#   docker run --rm -v "$PWD:/work" -w /work kitei render --profile profile.yaml --doc all --out out
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -buildid=" -o /kitei ./cmd/kitei

FROM scratch
COPY --from=build /kitei /kitei
USER 65532:65532
ENTRYPOINT ["/kitei"]
CMD ["--help"]
