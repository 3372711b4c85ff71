'use client'
import { slotted } from './slots.js'

export const Text = /* @__PURE__ */ slotted('Text', ({ look, inline, ...props }) => {
  const Tag = inline ? 'span' : 'p'
  return <Tag className={`rc-${look}`} {...props} />
})

export const Title = /* @__PURE__ */ slotted('Title', ({ level, elementRef, ...props }) => {
  const Heading = `h${level}` as const
  return <Heading ref={elementRef} className="rc-title" data-part="title" {...props} />
})

export const Link = /* @__PURE__ */ slotted('Link', (props) => <a className="rc-link" {...props} />)

export const Label = /* @__PURE__ */ slotted('Label', ({ htmlFor, ...props }) => (
  <label className="rc-label" htmlFor={htmlFor} {...props} />
))

export const Input = /* @__PURE__ */ slotted('Input', ({ elementRef, ...props }) => (
  <input ref={elementRef} className="rc-input" {...props} />
))

/** Six boxes drawn by CSS around one input. */
export const CodeInput = /* @__PURE__ */ slotted('CodeInput', ({ elementRef, ...props }) => (
  <span className="rc-code-frame">
    <input ref={elementRef} className="rc-input rc-code-input" {...props} />
  </span>
))

export const Actions = /* @__PURE__ */ slotted('Actions', (props) => (
  <div className="rc-actions" {...props} />
))

export const Details = /* @__PURE__ */ slotted('Details', ({ summary, children }) => (
  <details className="rc-details" data-part="technical-detail">
    <summary>{summary}</summary>
    {/* There is a time in it, and a server’s is another. */}
    <pre className="rc-mono" dir="ltr" translate="no" suppressHydrationWarning>
      {children}
    </pre>
  </details>
))

const RING = 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z'

/** Shape and sign; each of its own, so that nobody has to tell them apart by colour. */
const SIGNS = {
  info: [RING, 'M12 8h.01M11 12h1v5h1'],
  warning: ['M12 2.5 23 21.5h-22Z', 'M12 10v5M12 18h.01'],
  error: [RING, 'M12 7v6M12 17h.01'],
} as const

export const Icon = /* @__PURE__ */ slotted('Icon', ({ tone }) => (
  <svg className="rc-icon" viewBox="0 0 24 24" aria-hidden="true">
    <path className="rc-icon-shape" d={SIGNS[tone][0]} />
    <path d={SIGNS[tone][1]} />
  </svg>
))

/** The frame of an error, with its sign. */
export const Banner = /* @__PURE__ */ slotted('Banner', ({ tone, children, ...props }) => (
  <section className="rc-banner" data-tone={tone} {...props}>
    <div className="rc-banner-grid">
      <Icon tone={tone} />
      <div className="rc-banner-body">{children}</div>
    </div>
  </section>
))
