import { badSetting } from '../http-json.errors.ts';
import { cellReader } from './cell.ts';
import type { CellType, ToCell } from './cell.ts';
import { compilePath } from './compile-path.ts';
import type { CompiledPath } from './compile-path.ts';

/** A column as its line describes it. */
export interface Column {
  readonly name: string;
  readonly type: CellType;
  /** Below what it begins: the row, or the item of the inner list. */
  readonly base: 'row' | 'item';
  readonly path: CompiledPath;
  readonly toCell: ToCell;
}

const LINE =
  /^\s*(?:([^=[\]$@]+?)\s*=\s*)?(.+?)(?:\s+as\s+([a-z]+(?:\s+ms)?)(?:\s+([\w+/-]+))?)?\s*$/;
const TYPES: readonly CellType[] = ['text', 'number', 'boolean', 'instant', 'epoch', 'epoch ms'];

/**
 * Reads the lines `name = path as type`. A line of one field name is a column of that name; `as instant UTC` names the
 * zone of times that have none.
 *
 * @throws AppError `http_json.config`
 */
export function compileColumns(
  lines: readonly string[],
  where: string,
  timeZone: string,
): readonly Column[] {
  const columns = lines
    .filter((line) => line.trim() !== '')
    .map((line) => compileColumn(line, where, timeZone));
  const names = columns.map(({ name }) => name.toLowerCase());
  const twice = columns.find(({ name }, index) => names.indexOf(name.toLowerCase()) !== index);
  if (twice) throw badSetting(where, `The column "${twice.name}" is there twice.`);
  return columns;
}

function compileColumn(line: string, where: string, timeZone: string): Column {
  const [, given, path = '', type = 'auto', zone = timeZone] = LINE.exec(line) ?? [];
  const at = `${where}, column "${(given ?? line).trim().slice(0, 60)}"`;
  const known = type === 'auto' ? type : TYPES.find((one) => one === type.replace(/\s+/, ' '));
  if (!known) throw badSetting(at, `"${type}" is not a type: use one of ${TYPES.join(', ')}.`);
  if (zone !== timeZone && known !== 'instant') {
    throw badSetting(at, 'Only the type instant is followed by a time zone.');
  }
  const name = given ?? path.replace(/^[$@]\.?/, '');
  const isOfItem = path.startsWith('@');
  return {
    name: name.trim(),
    type: known,
    base: isOfItem ? 'item' : 'row',
    path: compilePath(isOfItem ? `$${path.slice(1)}` : path, at),
    toCell: cellReader(name.trim(), known, zone),
  };
}
