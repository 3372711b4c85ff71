import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { compile, REACT_18, type Source } from './compile.js'

const at = (path: string) => join(process.cwd(), path)

beforeAll(() => {
  if (!existsSync('dist/index.d.ts')) throw new Error('There is no dist: run npm run build first')
})

/** An app with the hook, the provider, the drop-in, a banner and slots. */
const APP: Source = {
  path: at('app.tsx'),
  code: `
import { type ComponentProps, createRef, type ReactElement } from 'react'
import {
  AuthErrorBanner, AuthErrorBoundary, type CibaAuth, CibaProvider, CibaSignIn, type SlotProps, type Slots, SlotsProvider,
  useAnnouncer, useAuthErrorBanner, useCibaAuth, useCibaSignIn, useSession, useTotpForm,
} from 'react-ciba'
import { AuthErrorBanner as BannerAlone } from 'react-ciba/banner'
import { AuthHealthPanel } from 'react-ciba/health'
import { FlowInspector } from 'react-ciba/devtools'
import { QrCode } from 'react-ciba/qr'
import { createAuthMonitor } from 'react-ciba/core'
import { createScriptedClient } from 'react-ciba/testing'

const client = createScriptedClient()
const field = createRef<HTMLInputElement>()

const slots: Slots = {
  QrCode,
  Button: ({ look, ...props }) => <button className={look} {...props} />,
  Title: ({ level, elementRef, ...props }) => <h1 ref={elementRef} aria-level={level} {...props} />,
  Input: ({ elementRef, ...props }: SlotProps['Input']) => <input ref={elementRef} {...props} />,
  CodeInput: ({ elementRef, ...props }) => <span><input ref={elementRef} {...props} /></span>,
}

function Status({ render }: { render: (auth: CibaAuth) => ReactElement }) {
  const auth = useCibaAuth()
  const status: string = useCibaAuth((each) => each.status)
  const session = useSession()
  const { announce, region } = useAnnouncer()
  return <p title={status} onClick={() => announce('said')}>{session.status}{render(auth)}{region}</p>
}

function Steps(props: ComponentProps<typeof CibaSignIn>) {
  const { rootProps, step } = useCibaSignIn(props.appName)
  const { formProps, inputProps, submitProps, region } = useTotpForm()
  const { banner } = useAuthErrorBanner(new Error('x'), {})
  return (
    <div {...rootProps}>
      {step}
      <form {...formProps}><input {...inputProps} /><button {...submitProps} />{region}</form>
      {banner && <h2 {...banner.titleProps} />}
    </div>
  )
}

export const App = () => (
  <CibaProvider client={client} onApproved={() => field.current?.focus()}>
    <SlotsProvider slots={slots}>
      <AuthErrorBoundary>
        <CibaSignIn appName="Acme" headingLevel={1} slots={slots} />
        <AuthErrorBanner error={{ status: 503 }} onRetry={() => undefined} actions={<a href="/">Home</a>} />
        <BannerAlone error={null} />
        <Status render={(auth) => <b>{auth.error?.code}</b>} />
        <Steps appName="Acme" />
        <AuthHealthPanel monitor={createAuthMonitor()} />
        <FlowInspector client={client} />
        <input ref={field} />
      </AuthErrorBoundary>
    </SlotsProvider>
  </CibaProvider>
)`,
}

const DESIGN: Source[] = ['stories/acme/acme-sign-in.tsx', 'stories/acme/acme-slots.tsx'].map((path) => ({
  path: at(path),
  code: readFileSync(path, 'utf8'),
}))

const declarations = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.d.ts'),
)

it('the package’s types, an app and a design of somebody else’s compile with the types of React 18', () => {
  const sources = declarations.map((name) => ({
    path: at(`dist/${name}`),
    code: readFileSync(`dist/${name}`, 'utf8'),
  }))
  expect(sources.length).toBeGreaterThan(100)
  const { complaints, files } = compile([APP, ...DESIGN, ...sources], REACT_18)
  // Else it would prove nothing.
  expect(files).toContain(at('node_modules/@types/react-18/index.d.ts'))
  expect(files.filter((path) => /node_modules\/@types\/react\//.test(path))).toEqual([])

  expect(complaints.map(({ path, line, text }) => `${path}:${line + 1}: ${text}`)).toEqual([])
})
