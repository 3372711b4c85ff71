import { type ReactNode, useId, useState } from 'react'
import { FactTable } from './fact-table.js'
import { JumpLink } from './links.js'
import {
  furtherHelp,
  KINDS,
  type KnownCode,
  type KnownKind,
  slugOf,
  STATUSES,
  SYSTEMS,
} from './known-errors.js'

const anchorOf = ({ system, code }: KnownCode) => `${system}-${code}`
const sentence = ({ explanation, advice }: KnownKind['text']) => `${explanation} ${advice}`
const again = ({ retryable }: Pick<KnownKind, 'retryable'>) => (retryable ? 'may succeed later' : 'no')

const KindLink = ({ kind }: Pick<KnownKind, 'kind'>) => (
  <JumpLink to={slugOf(kind)}>
    <code>{kind}</code>
  </JumpLink>
)

/** `helpBaseUrl="…#"` makes links that end in `#/denied`: this is where they lead. */
const HelpAnchor = ({ slug }: { slug: string }) => <span id={`/${slug}`} />

const all = SYSTEMS.flatMap(({ codes }) => codes)

const kindWords = ({ kind, text, recovery, severity, slug }: KnownKind) =>
  [kind, slug, recovery, severity, text.title, sentence(text)].join(' ').toLowerCase()
const codeWords = (code: KnownCode) => `${code.code} ${code.system} ${kindWords(code)}`.toLowerCase()

/** Every kind and every code that the library knows, from its own tables and texts, with a filter over all of them. */
export function ErrorsReference() {
  const [wanted, setWanted] = useState('')
  const id = useId()
  const words = wanted.toLowerCase().split(/\s+/)
  const fits = (text: string) => words.every((word) => text.includes(word))
  const codes = all.filter((code) => fits(codeWords(code)))
  const kinds = KINDS.filter(
    (kind) => fits(kindWords(kind)) || (wanted !== '' && codes.some((code) => code.kind === kind.kind)),
  )
  return (
    <>
      <search className="sb-unstyled docs-block docs-filter">
        <label htmlFor={id}>Filter by code, kind, system or word</label>
        <input
          id={id}
          type="search"
          value={wanted}
          placeholder="AUTH_003, expired, OAuth …"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setWanted(event.target.value)}
        />
        <p role="status">
          {kinds.length} of {KINDS.length} kinds, {codes.length} of {all.length} codes
        </p>
      </search>
      <Section id="kinds" title="Kinds" shown={kinds.length > 0}>
        <div className="docs-kinds">
          {kinds.map((kind) => (
            <Kind key={kind.kind} {...kind} />
          ))}
        </div>
      </Section>
      {SYSTEMS.map(({ system }) => {
        const rows = codes.filter((code) => code.system === system)
        return (
          <Section key={system} id={`codes-${system}`} title={`Codes: ${system}`} shown={rows.length > 0}>
            <CodeTable system={system} codes={rows} />
          </Section>
        )
      })}
    </>
  )
}

interface SectionProps {
  id: string
  title: string
  shown: boolean
  children: ReactNode
}

function Section({ id, title, shown, children }: SectionProps) {
  if (!shown) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function Kind({ kind, text, slug, recovery, severity, ...advice }: KnownKind) {
  const codes = all.filter((code) => code.kind === kind)
  return (
    <article className="sb-unstyled docs-block docs-kind" aria-labelledby={slug}>
      <h3 id={slug}>
        <HelpAnchor slug={slug} />
        {text.title}
      </h3>
      <p>{sentence(text)}</p>
      <dl>
        <Fact name="kind">
          <code>{kind}</code>
        </Fact>
        <Fact name="recovery">
          <code>{recovery}</code>
        </Fact>
        <Fact name="same call again">{again(advice)}</Fact>
        <Fact name="severity">{severity}</Fact>
        <Fact name="help slug">
          <JumpLink to={slug}>{slug}</JumpLink>
        </Fact>
        {codes.length > 0 && (
          <div className="docs-codes">
            <dt>codes</dt>
            <dd>
              {codes.map((code) => (
                <JumpLink key={anchorOf(code)} className="docs-chip" to={anchorOf(code)}>
                  {code.code}
                </JumpLink>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </article>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function CodeTable({ system, codes }: { system: string; codes: readonly KnownCode[] }) {
  const rows = codes.map((code) => [
    <JumpLink key="code" to={anchorOf(code)}>
      <code>{code.code}</code>
    </JumpLink>,
    <Kinds key="kind" {...code} />,
    <span key="text">
      <b>{code.text.title}.</b> {sentence(code.text)}
    </span>,
    <CodeAdvice key="advice" {...code} />,
  ])
  return (
    <FactTable
      caption={`Codes of ${system}`}
      head={['Code', 'Kind', 'People read', 'Advice']}
      rows={rows}
      ids={codes.map(anchorOf)}
    />
  )
}

/** What helps; where the code has a help page of its own, the way there. */
function CodeAdvice({ kind, recovery, retryable, severity, slug }: KnownCode) {
  return (
    <>
      <code>{recovery}</code>, {severity}
      {retryable && <div>the same call may succeed later</div>}
      {slug !== slugOf(kind) && (
        <div>
          help: <JumpLink to={slug}>{slug}</JumpLink>
        </div>
      )}
    </>
  )
}

/** The kind, and what else the code can mean. */
function Kinds({ kind, orAsSaid, atStart, userState }: KnownCode) {
  return (
    <>
      <KindLink kind={kind} />
      {userState !== undefined && (
        <div>
          userState <code>{userState}</code>
        </div>
      )}
      {atStart !== undefined && (
        <div>
          at the start of a sign-in: <KindLink kind={atStart} />
        </div>
      )}
      {orAsSaid.length > 0 && (
        <div>
          where its sentence says so:{' '}
          {orAsSaid.map((other) => (
            <span key={other}>
              <KindLink kind={other} />{' '}
            </span>
          ))}
        </div>
      )}
    </>
  )
}

/** Slugs of help pages that codes share, next to those of the kinds. */
export function FurtherHelp() {
  return (
    <FactTable
      caption="Further help slugs"
      head={['Slug', 'Codes']}
      ids={furtherHelp().map(({ slug }) => slug)}
      rows={furtherHelp().map(({ slug, codes }) => [
        <span key={slug}>
          <HelpAnchor slug={slug} />
          {slug}
        </span>,
        codes.map((code) => (
          <JumpLink key={anchorOf(code)} className="docs-chip" to={anchorOf(code)}>
            {code.code}
          </JumpLink>
        )),
      ])}
    />
  )
}

/** The kind that follows from an HTTP status alone. */
export function StatusTable() {
  return (
    <FactTable
      caption="HTTP statuses and their kinds"
      head={['Status', 'Kind']}
      rows={STATUSES.map(({ status, row }) => [String(status), <KindLink key={status} kind={row.kind} />])}
    />
  )
}
