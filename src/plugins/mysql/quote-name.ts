/** Words that need quotes wherever they are the name of a table or column of a plant. */
const RESERVED = new Set(
  `add all alter analyze and as asc before between bigint by call case change char character check
  collate column condition constraint continue convert create cross current_date current_time
  current_timestamp cursor database databases dec decimal declare default delayed delete desc describe
  distinct div double drop dual each else elseif enclosed except exists exit explain false fetch float
  for force foreign from fulltext function grant group groups having if ignore in index inner inout
  insert int integer intersect interval into is iterate join json_table key keys kill lateral lead
  leading leave left like limit linear lines load lock long longblob loop match mod natural not null
  numeric of offset on optimize option or order out outer over partition precision primary procedure
  range rank read real recursive references regexp release rename repeat replace require restrict return
  returning revoke right rlike row row_number rows schema select separator set show signal smallint
  sql starting system table terminated then tinyint to trailing trigger true undo union unique unlock
  unsigned update usage use using values varchar varying when where while window with write xor
  year_month zerofill`.split(/\s+/),
);

/** A name as a query writes it: in backticks where it needs them, or always. */
export function quoteName(name: string, always = false): string {
  const isPlain = /^[a-z_][a-z0-9_$]*$/i.test(name) && !RESERVED.has(name.toLowerCase());
  return isPlain && !always ? name : `\`${name.replaceAll('`', '``')}\``;
}
