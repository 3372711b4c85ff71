import { CibaProvider, CibaSignIn } from 'react-ciba'
import { QrCode } from 'react-ciba/qr'
import type { Stage } from 'react-ciba/testing'
import { StrictMode } from 'react'

const slots = { QrCode }

/** The drop-in with every link and detail there is, on a stage that was played before. */
export function SignInPage({ stage }: { stage: Stage }) {
  return (
    <StrictMode>
      <CibaProvider
        controller={stage.controller}
        helpBaseUrl="/help"
        statusPageUrl="/status"
        supportUrl="/support"
        showTechnicalDetail
      >
        <CibaSignIn appName="Acme" headingLevel={1} slots={slots} />
      </CibaProvider>
    </StrictMode>
  )
}
