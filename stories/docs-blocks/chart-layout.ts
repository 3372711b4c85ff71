import type { Chart, ChartState, Move } from './machine-chart.js'

/** Moves of one cause with one target, in one line. */
export interface Row extends Pick<Move, 'cause' | 'target'> {
  text: string
  y: number
  /** Where it leads back to an earlier state, or out of the chart: said, not drawn. */
  drawn: boolean
}

export interface Box extends Omit<ChartState, 'moves'> {
  x: number
  y: number
  width: number
  height: number
  /** The names of the states within, in lines. */
  within: string[]
  rows: Row[]
}

export interface Line {
  d: string
  arrow: boolean
}

export interface Layout {
  width: number
  height: number
  boxes: Box[]
  lines: Line[]
}

export const SIZE = { char: 6.65, head: 26, inner: 15, row: 19, padding: 10 } as const
const GAP = { column: 48, row: 16, lane: 12 }
const LONGEST_TEXT = 17
const LONGEST_LINE = 26
/** How far an arrow stops before its box. */
const TIP = 7
/** How far a line between two boxes of one column goes out of it. */
const BULGE = 30

/** What follows an approval or ends the flow stands in the last column. */
const ENDS = ['retry', 'finishing']

interface Slot {
  key: string
  height: number
  box?: Box
}

/** The column of each state: how many moves it is away from the first; ends are in the last one. */
function ranksOf({ initial, states }: Chart): Map<string, number> {
  const ranks = new Map([[initial, 0]])
  const isEnd = ({ tags }: ChartState) => ENDS.some((tag) => tags.includes(tag))
  for (const [name, rank] of ranks) {
    for (const { target } of states.find((state) => state.name === name)?.moves ?? []) {
      const next = states.find((state) => state.name === target)
      if (next !== undefined && !ranks.has(target) && !isEnd(next)) ranks.set(target, rank + 1)
    }
  }
  const last = Math.max(...ranks.values()) + 1
  for (const { name } of states) if (!ranks.has(name)) ranks.set(name, last)
  return ranks
}

function rowsOf({ moves }: ChartState): Omit<Row, 'y' | 'drawn'>[] {
  const rows: Omit<Row, 'y' | 'drawn'>[] = []
  for (const { cause, target, label } of moves) {
    const row = rows.find((other) => other.cause === cause && other.target === target)
    const words = row?.text.split(', ') ?? []
    if (words.includes(label)) continue
    if (row !== undefined && `${row.text}, ${label}`.length <= LONGEST_TEXT) row.text += `, ${label}`
    else rows.push({ cause, target, text: label })
  }
  return rows
}

function linesOfNames(names: string[]): string[] {
  const lines: string[] = []
  for (const name of names) {
    const longer = [lines.at(-1), name].filter(Boolean).join(' · ')
    if (lines.length > 0 && longer.length <= LONGEST_LINE) lines.splice(-1, 1, longer)
    else lines.push(name)
  }
  return lines
}

function boxOf(state: ChartState, ranks: Map<string, number>): Box {
  const within = linesOfNames(state.inner)
  const top = SIZE.head + within.length * SIZE.inner
  const rank = ranks.get(state.name) ?? 0
  const rows = rowsOf(state).map((row, index) => ({
    ...row,
    y: top + (index + 0.5) * SIZE.row,
    drawn: row.target !== state.name && (ranks.get(row.target) ?? -1) >= rank,
  }))
  const texts = [...rows.map(({ text, target }) => `${text} → ${target}`), state.name, ...within]
  return {
    ...state,
    x: 0,
    y: 0,
    width: Math.max(...texts.map(({ length }) => length)) * SIZE.char + 2 * SIZE.padding,
    height: top + rows.length * SIZE.row + SIZE.padding / 2,
    within,
    rows,
  }
}

/** The columns: boxes, and a lane for each line that passes by. */
function columnsOf(boxes: Box[], ranks: Map<string, number>): Slot[][] {
  const columns: Slot[][] = []
  const add = (rank: number, slot: Slot) => {
    const column = (columns[rank] ??= [])
    if (!column.some(({ key }) => key === slot.key)) column.push(slot)
  }
  for (const box of boxes) {
    const rank = ranks.get(box.name) ?? 0
    add(rank, { key: box.name, height: box.height, box })
  }
  for (const box of boxes)
    for (const { target, drawn } of box.rows)
      for (let rank = (ranks.get(box.name) ?? 0) + 1; drawn && rank < (ranks.get(target) ?? 0); rank++)
        add(rank, { key: `lane ${target}`, height: GAP.lane })
  return columns
}

const targetOf = (slot: Slot) => slot.key.replace(/^lane /, '')

/**
 * Lanes pass above or below the boxes, in the order of their ends, so that they cross little: `names` is the order of the
 * states in the machine.
 */
function order(column: Slot[], names: string[]): Slot[] {
  const at = (slot: Slot) => names.indexOf(targetOf(slot))
  const lanes = column.filter(({ box }) => !box).sort((a, b) => at(a) - at(b))
  const above = Math.floor(lanes.length / 2)
  return [...lanes.slice(0, above), ...column.filter(({ box }) => box), ...lanes.slice(above)]
}

const gapAfter = (slot: Slot) => (slot.box ? GAP.row : 4)
const heightOf = (column: Slot[]) => column.reduce((sum, slot) => sum + slot.height + gapAfter(slot), 0)

const curve = (x1: number, y1: number, x2: number, y2: number) => {
  const bend = (x2 - x1) / 2
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}

interface Place {
  left: number
  right: number
  y: number
}

function linesOf(boxes: Box[], ranks: Map<string, number>, places: Map<string, Place>): Line[] {
  const lines = new Map<string, boolean>()
  const draw = (d: string, arrow: boolean) => lines.set(d, arrow)
  const rankOf = (name: string) => ranks.get(name) ?? 0
  for (const box of boxes)
    for (const { target, drawn, y } of box.rows) {
      const end = places.get(`${rankOf(target)} ${target}`)
      if (!drawn || end === undefined) continue
      let from = { x: box.x + box.width, y: box.y + y }
      if (rankOf(box.name) === rankOf(target)) {
        const out = Math.max(from.x, end.right) + BULGE
        draw(`M${from.x} ${from.y}C${out} ${from.y} ${out} ${end.y} ${end.right + TIP} ${end.y}`, true)
        continue
      }
      for (let rank = rankOf(box.name) + 1; rank < rankOf(target); rank++) {
        const lane = places.get(`${rank} lane ${target}`)
        if (lane === undefined) continue
        draw(curve(from.x, from.y, lane.left, lane.y), false)
        draw(`M${lane.left} ${lane.y}H${lane.right}`, false)
        from = { x: lane.right, y: lane.y }
      }
      draw(curve(from.x, from.y, end.left - TIP, end.y), true)
    }
  return [...lines].map(([d, arrow]) => ({ d, arrow }))
}

/** A chart in columns from left to right. What leads back is said in its box and has no line. */
export function layOut(chart: Chart): Layout {
  const ranks = ranksOf(chart)
  const boxes = chart.states.map((state) => boxOf(state, ranks))
  const names = chart.states.map(({ name }) => name)
  const columns = columnsOf(boxes, ranks).map((column) => order(column, names))
  const height = Math.max(...columns.map(heightOf)) + 2
  const places = new Map<string, Place>()
  let left = 1
  columns.forEach((column, rank) => {
    const width = Math.max(...column.map(({ box }) => box?.width ?? 0))
    let y = (height - heightOf(column)) / 2 + GAP.row / 2
    for (const slot of column) {
      if (slot.box) Object.assign(slot.box, { x: left, y, width })
      const middle = slot.box ? SIZE.head / 2 : slot.height / 2
      places.set(`${rank} ${slot.key}`, { left, right: left + width, y: y + middle })
      y += slot.height + gapAfter(slot)
    }
    left += width + GAP.column
  })
  const last = columns.length - 1
  const bulges = boxes.some(({ name, rows }) =>
    rows.some(({ drawn, target }) => drawn && ranks.get(name) === last && ranks.get(target) === last),
  )
  const width = left - GAP.column + (bulges ? BULGE : 1)
  return { width, height, boxes, lines: linesOf(boxes, ranks, places) }
}
