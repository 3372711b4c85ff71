import { AuthErrorBanner, CibaProvider, type CibaProviderProps, CibaSignIn, type Slots } from 'react-ciba'
import { Loading } from './page.js'
import { useSettings } from './use-settings.js'

export const LOGIN_HINT = 'dana@example.com'

type SignInProps = Pick<CibaProviderProps, 'onApproved'> & {
  client: NonNullable<CibaProviderProps['client']>
  slots?: Slots
}

/** The drop-in, with the waiting times that the demo was started with. */
export function SignIn({ slots, ...props }: SignInProps) {
  const settings = useSettings()
  if (settings.error)
    return <AuthErrorBanner error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.data === undefined) return <Loading />
  return (
    <CibaProvider {...props} {...settings.data}>
      <div className="card">
        <CibaSignIn defaultLoginHint={LOGIN_HINT} appName="Acme" slots={slots} />
      </div>
    </CibaProvider>
  )
}
