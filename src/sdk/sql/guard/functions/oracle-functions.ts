import type { DialectFunctions } from '../allowed-functions.ts';

/** Of Oracle's built-in functions those that compute something from their arguments or the clock. */
export const ORACLE_FUNCTIONS: DialectFunctions = {
  scalar: `
    abs acos asin atan atan2 bitand ceil cos cosh exp floor greatest least ln log mod nanvl power remainder round sign sin
    sinh sqrt tan tanh trunc width_bucket
    ascii asciistr chr compose concat convert decompose dump initcap instr instrb length lengthb lower lpad ltrim nchr
    nls_initcap nls_lower nls_upper nlssort regexp_count regexp_instr regexp_like regexp_replace regexp_substr replace
    reverse rpad rtrim soundex substr substrb to_single_byte to_multi_byte translate trim unistr upper vsize
    add_months current_date current_timestamp dbtimezone extract from_tz last_day localtimestamp months_between new_time
    next_day numtodsinterval numtoyminterval sessiontimezone sys_extract_utc sysdate systimestamp to_dsinterval
    to_yminterval tz_offset
    bin_to_num cast hextoraw rawtohex rowidtochar to_binary_double to_binary_float to_char to_clob to_date to_nchar
    to_number to_timestamp to_timestamp_tz validate_conversion
    coalesce decode lnnvl nullif nvl nvl2 ora_hash standard_hash sys_guid
    any_value approx_count_distinct avg collect corr count covar_pop covar_samp cume_dist dense_rank first first_value
    grouping grouping_id group_id lag last last_value lead listagg max median min nth_value ntile percent_rank
    percentile_cont percentile_disc rank ratio_to_report regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
    row_number stats_mode stddev stddev_pop stddev_samp sum var_pop var_samp variance
    json_array json_arrayagg json_exists json_object json_objectagg json_query json_value json_equal json_serialize
    sys_connect_by_path connect_by_root rollup cube grouping sets`,
  table: 'json_table',
};
