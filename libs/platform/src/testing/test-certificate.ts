/**
 * A certificate for `ledger.example` and 127.0.0.1 that nobody trusts, valid until 2125, and its key: Node makes keys but no
 * certificates. `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=ledger.example`
 */
export const TEST_CERTIFICATE = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBqzCCAVCgAwIBAgIUFHeSS9kAbuahyCxCXHrfm3AnFiQwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwObGVkZ2VyLmV4YW1wbGUwIBcNMjYxMTI2MDAyNjIyWhgPMjEy
NjExMDIwMDI2MjJaMBkxFzAVBgNVBAMMDmxlZGdlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEBVB9h0gbmG0B3hvuqNNPlvgQY57t3oPiI5AUd6nk
TSaFK+ulqhycsgdSC48ronV9c9vwI2VJmjgfufLCvsa7lqN0MHIwHQYDVR0OBBYE
FLO2QnHNCIiPh3HoVAn4WFGel+HoMB8GA1UdIwQYMBaAFLO2QnHNCIiPh3HoVAn4
WFGel+HoMA8GA1UdEwEB/wQFMAMBAf8wHwYDVR0RBBgwFoIObGVkZ2VyLmV4YW1w
bGWHBH8AAAEwCgYIKoZIzj0EAwIDSQAwRgIhAMrLLr1tHwMPeKNBq/r4mOLhTaUa
DRyh0DBXupilxTiwAiEAuGWNqCCpz2LWsEATidKnda1B2H0l1ksGg9LiQnkO3yM=
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBFanJHbIis1mKY22
vZn8KHPNIKKL80IcnJAMdKzlc/WhRANCAAQFUH2HSBuYbQHeG+6o00+W+BBjnu3e
g+IjkBR3qeRNJoUr66WqHJyyB1ILjyuidX1z2/AjZUmaOB+58sK+xruW
-----END PRIVATE KEY-----
`,
} as const;
