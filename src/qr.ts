export { QrCode } from './components/qr-code.js'
export type { QrCodeProps } from './components/slots.js'
