'use client'
import {
  type ComponentPropsWithoutRef,
  type ComponentType,
  createContext,
  type ReactNode,
  useContext,
  useMemo,
} from 'react'
import type { AuthErrorBannerProps } from './banner-props.js'
import type { ElementRef } from './element-ref.js'
import type { HeadingLevel } from './heading-level.js'
import type { StaleDataNoticeProps } from './stale-query.js'

type Dom<T extends 'a' | 'button' | 'div' | 'h2' | 'input' | 'label' | 'p' | 'section'> =
  ComponentPropsWithoutRef<T> & {
    'data-part'?: string | undefined
    'data-state'?: string | undefined
  }

export interface StepProps {
  /** Of its heading, in the page's order: 1 to 6, 2 by default. */
  headingLevel?: HeadingLevel | undefined
}
export interface LoginHintFormProps extends StepProps {
  onSubmit: (loginHint: string) => void
  /** What stands in the field at first. */
  defaultValue?: string | undefined
  /** The app's name, for the title. */
  appName?: string | undefined
}
export interface ApprovalPendingProps extends StepProps {
  /** The name of the app on the phone, as people know it. */
  appName?: string | undefined
}
export type TotpFormProps = StepProps

export interface QrCodeProps {
  /** What it holds: an address. */
  text: string
  /** What to do with it: its name, and what stands beside it. */
  label: string
}
export interface CountdownProps {
  /** Epoch ms. */
  until: number
}
export interface RequestIdProps {
  /** Missing where nobody gave one. */
  id?: string | undefined
  /** Epoch ms. */
  at: number
}

/**
 * What each slot is given. Pieces get the props of their element, ready to be spread, and a few words about their role;
 * what must reach the element itself comes as `elementRef`, which works with every React.
 */
export interface SlotProps {
  Button: Dom<'button'> & { look: 'primary' | 'secondary' | 'quiet' }
  Link: Dom<'a'>
  Title: Dom<'h2'> & { level: HeadingLevel; elementRef?: ElementRef<HTMLHeadingElement> | undefined }
  /** `inline`: stands beside a button, in a `span`. */
  Text: Dom<'p'> & { look: 'text' | 'note' | 'problem'; inline?: boolean | undefined }
  Label: Dom<'label'>
  Input: Dom<'input'> & { elementRef: ElementRef<HTMLInputElement> }
  /** One input for six digits. */
  CodeInput: Dom<'input'> & { elementRef: ElementRef<HTMLInputElement> }
  /** The row of buttons. */
  Actions: Dom<'div'>
  /** The frame of a step. */
  Panel: Dom<'section'>
  /** The frame of an error. */
  Banner: Dom<'section'> & { tone: 'info' | 'warning' | 'error' }
  Icon: { tone: 'info' | 'warning' | 'error' }
  /** What is folded away. */
  Details: { summary: string; children: ReactNode }
  BindingCode: { code: string }
  /** Nothing by default; `QrCode` of `react-ciba/qr` draws one. */
  QrCode: QrCodeProps
  Countdown: CountdownProps
  RequestId: RequestIdProps
  AuthErrorBanner: AuthErrorBannerProps
  StaleDataNotice: StaleDataNoticeProps
  LoginHintForm: LoginHintFormProps
  ApprovalPending: ApprovalPendingProps
  TotpForm: TotpFormProps
}

/** Components of the app's own in the place of the library's. */
export type Slots = { readonly [K in keyof SlotProps]?: ComponentType<SlotProps[K]> | undefined }

const SlotsContext = /* @__PURE__ */ createContext<Slots>({})

export interface SlotsProviderProps {
  slots: Slots | undefined
  children?: ReactNode
}

/**
 * Puts the app's own components in the place of the library's, in everything below; what is not given is as around it.
 * A slot may use the component that it replaces: inside of it that is the one from outside. Define `slots` outside of
 * your component, or the parts are mounted anew with each render.
 */
export function SlotsProvider({ slots, children }: SlotsProviderProps) {
  const outer = useContext(SlotsContext)
  const all = useMemo(() => ({ ...outer, ...slots }), [outer, slots])
  return <SlotsContext.Provider value={all}>{children}</SlotsContext.Provider>
}

/** The component of a slot: the app's own where there is one. */
export function slotted<K extends keyof SlotProps>(name: K, Default: ComponentType<SlotProps[K]>) {
  function Slot(props: SlotProps[K]): ReactNode {
    const slots = useContext(SlotsContext)
    const inside = useMemo(() => ({ ...slots, [name]: undefined }), [slots])
    const Own: ComponentType<SlotProps[K]> | undefined = slots[name]
    if (Own === undefined) return <Default {...props} />
    return (
      <SlotsContext.Provider value={inside}>
        <Own {...props} />
      </SlotsContext.Provider>
    )
  }
  Slot.displayName = name
  return Slot
}
