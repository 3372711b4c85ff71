const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Whether a URL is safe from eavesdroppers: https, or http that does not leave the machine. */
export const isSecure = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
