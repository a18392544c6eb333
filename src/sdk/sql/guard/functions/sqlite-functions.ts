import type { DialectFunctions } from '../allowed-functions.ts';

/** Of SQLite's built-in functions those that compute something from their arguments or the clock. */
export const SQLITE_FUNCTIONS: DialectFunctions = {
  scalar: `
    abs changes char coalesce concat concat_ws format glob hex if ifnull iif instr length like likelihood likely lower
    ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign soundex substr substring
    trim typeof unhex unicode unistr unlikely upper zeroblob total_changes
    date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp
    avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
    json json_array json_array_length json_error_position json_extract json_insert json_object json_patch json_pretty
    json_quote json_remove json_replace json_set json_type json_valid json_group_array json_group_object
    jsonb jsonb_array jsonb_extract jsonb_object jsonb_group_array jsonb_group_object
    acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power
    radians sin sinh sqrt tan tanh trunc cast regexp
    bm25 highlight snippet matchinfo offsets sqlite_version`,
  table: 'json_each json_tree jsonb_each jsonb_tree generate_series',
};
