/// <reference types="vite/client" />
import banner from '../../src/components/banner-props.ts?raw'
import signIn from '../../src/components/ciba-sign-in.tsx?raw'
import flowSettings from '../../src/machine/settings.ts?raw'
import serverOptions from '../../src/server/options.ts?raw'
import apiSystem from '../../src/session/api-system.ts?raw'
import authos from '../../src/systems/authos.ts?raw'
import authsec from '../../src/systems/authsec.ts?raw'
import bff from '../../src/systems/bff.ts?raw'
import deviceFlow from '../../src/systems/device-flow.ts?raw'
import biid from '../../src/systems/biid.ts?raw'
import chordian from '../../src/systems/chordian.ts?raw'
import commonHandlers from '../../src/systems/common-handlers.ts?raw'
import nexla from '../../src/systems/nexla.ts?raw'
import { FactTable } from './fact-table.js'
import { type Member, membersOf } from './interface-members.js'

/** The interfaces that the pages explain, by the files that they stand in. */
const SOURCES = {
  AuthOsOptions: authos,
  AuthSecOptions: authsec,
  BiidOptions: biid,
  ChordianOptions: chordian,
  CommonHandlers: commonHandlers,
  NexlaOptions: nexla,
  SystemLinks: apiSystem,
  BffOptions: bff,
  DeviceFlowOptions: deviceFlow,
  AuthHandlerOptions: serverOptions,
  TotpLimits: serverOptions,
  FlowSettings: flowSettings,
  CibaSignInProps: signIn,
  AuthErrorBannerProps: banner,
  AuthErrorBannerOptions: banner,
  ErrorHandlers: banner,
} as const

type Known = keyof typeof SOURCES
const isKnown = (type: string): type is Known => Object.hasOwn(SOURCES, type)

interface Line extends Member {
  path: string
}

/** Members whose type is known here stand with the name of the one that holds them. */
const linesOf = (name: Known, before = ''): Line[] =>
  membersOf(SOURCES[name], name).flatMap((member) =>
    isKnown(member.type)
      ? linesOf(member.type, `${before}${member.name}.`)
      : [{ ...member, path: before + member.name }],
  )

interface MembersTableProps {
  of: Known
  /** Members that stand elsewhere already. */
  without?: readonly string[]
}

/** The members of an interface with their types and comments, read from the source. */
export function MembersTable({ of, without = [] }: MembersTableProps) {
  const rows = linesOf(of)
    .filter(({ path }) => !without.includes(path))
    .map(({ path, optional, type, about }) => [
      // A setting of the flow always has a value: its default.
      optional || of === 'FlowSettings' ? `\`${path}\`` : `\`${path}\`, required`,
      `\`${type}\``,
      about === '' ? '–' : about,
    ])
  return <FactTable caption={`Members of ${of}`} head={['Name', 'Type', 'What it does']} rows={rows} />
}
