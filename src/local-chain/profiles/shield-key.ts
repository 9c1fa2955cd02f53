/** The key of ML-KEM 768 to which transactions are sealed; node/shield.ts has the secret. Written out: making it takes 50 ms. */

const BASE64 = [
  't5mOcaqMvtO5l+Wmo9CzXFN8f+FQbePPLWGkBNvPCcszL3G6qgwGTSSu6rqPyiOuJ7EpS3tgQTKoGOKMmpRpReJ+tUDCX7VjuVVvI0LPnXxN8Oo8',
  'w1mq0hZ8J3w160cxlDWm4wxRfhazIFWLG9IDnlgyogzCz7htKvKlgsFrfpY3Ggt8ODdebrOVDFZQpArO0tuw0/J6wppPUQuaA8oF1uxPdLXHhscX',
  'ndlkVbRh5ve4jXktc6c91aQ6C/rGCGvEVYY+EVXOFbYRD4OKIBIUqxqf4xBLkEZ6OLt4BAClw/evwMlvrKoFCVCozgZldJQd5qQexrgFKKxBNDkb',
  '6DYw/BkoqoFASbejCwPE4LaR6LYUmXCbuWbLTmpmX2KPEKyRYfRYoCu5+Pus4xPD6lVQnrGwj6xHZ8uiMjnGWQMKH4Zq5iaxgxBS/yRGnvEXEHOI',
  'WDvBgSdiH+ZYAwNoZ6SMTcxbWLWPZidshWMIgLdYMLarCICfYadqH5u/CmpM84UJN/SK/8tijxMotFRPv0VZ7Hii4aULrQKtdxk8OSKE0etjDcQM',
  '4tHFB3G9uUFrS9Wuv2xR/tjFdKE9lcY7RqNW4WYTmejHIjoVbfVhFry2wRYH0nqIWPxUw2BNRvUw7KhDvpuqvAnID5ZlCFKZSNG1pjuOyNqAt0Mk',
  'q/XD1zBmNuqSomQLATiPvFskr6ahAoG4NDqgP3SHbaeVHKjMWfRP76Rl+1E1LQkP90vEaDmuC9GfqIJISAaH5nCrIrmCmnC/Q/F/fKSPLDrM7gdm',
  'pSZ4GuQRGlCue/g4l5sVJjNjK0GoDwsHIhZb8WUOXaxV5zW49AKqnJku9ZLMgook1VZFRmeUpHoaibEURWa/n3mhJrMpJ7qHcNkQIDwlxqgSdAnP',
  'BiccAlldxRWUUxZDMXrF/WVJl/e6eBk8jwmyrraRHWxM4SApcfOBBMDClyiCQYarUuVyWlQBbwKn3nHNBQYpsVpR/MwGFmZO5mGxUYCcLHopNiM3',
  'aAOglfhwYmtmd8qJQaoVx4sX1HE2mRyRqHVGVPmUxqDKZyhzSplDXwNpa7CtIdgUYsIU0cuwDNDFVodAqEJU/Ow0r8JDTvJKqWLNzKRCZna/HbJJ',
  'aumN+2GoHJOWYMgffgUyInJ1poC6oFLBVapqA5pHpIyXzmtjp5COwFtzccEMO/qphgVug2UWE5wB3DxH7OWsLwUVrkoSD0mPlqV1bwVQzDERGCGX',
  'IvOoHdRQTeMYsxxDB+M8MFSqmiOLJGOIm+gXatdsBZyl62DKAZHNdNlR7VyQPRWfn7kdpMhP+bWQO/tAxulEqYiFH8YzULNr9VIyiVeYULegVAl0',
  'bWFshEMxX7SN1JA4zodSBOkYfUKpW+lzzHEm/vQ2NaMFzFaL9cUCyzY9/Co6ZPdATApIUXW0mMEF//N+gxmy/0tsvsxkTtYRvaBwwZqba1hs81Aj',
  'r2i+FdGxEWVXDybIsHMbiMJedLMuz1pOMhQ8vaY2lNaXdVSRFYE7fQMHaNOM1zunfnZHPoEniTp5DuFaFLcZ5L4euiDYeAB2pjBX3Jo/UugPbbtj',
  'y+nnUEeN3Cc=',
].join('')

export const SHIELD_KEY: Uint8Array = Uint8Array.from(Buffer.from(BASE64, 'base64'))
