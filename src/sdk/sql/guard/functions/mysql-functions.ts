import type { DialectFunctions } from '../allowed-functions.ts';

/** Of the built-in functions of MySQL and MariaDB those that compute something from their arguments or the clock. */
export const MYSQL_FUNCTIONS: DialectFunctions = {
  scalar: `
    abs acos asin atan atan2 ceil ceiling conv cos cot crc32 degrees exp floor ln log log10 log2 mod pi pow power radians
    rand round sign sin sqrt tan truncate greatest least interval
    ascii bin bit_length char char_length character_length concat concat_ws elt export_set field find_in_set format
    from_base64 hex instr lcase left length locate lower lpad ltrim make_set mid oct octet_length ord position
    quote regexp_instr regexp_like regexp_replace regexp_substr repeat replace reverse right rpad rtrim soundex space
    strcmp substr substring substring_index to_base64 trim ucase unhex upper weight_string natural_sort_key sformat
    adddate addtime convert_tz curdate current_date current_time current_timestamp curtime date date_add date_format
    date_sub datediff day dayname dayofmonth dayofweek dayofyear extract from_days from_unixtime get_format hour last_day
    localtime localtimestamp makedate maketime microsecond minute month monthname now period_add period_diff quarter
    sec_to_time second str_to_date subdate subtime sysdate time time_format time_to_sec timediff timestamp timestampadd
    timestampdiff to_days to_seconds unix_timestamp utc_date utc_time utc_timestamp week weekday weekofyear year yearweek
    add_months months_between to_char
    if ifnull nullif coalesce isnull nvl nvl2 cast convert bit_count md5 sha sha1 sha2 compress uncompress
    uncompressed_length inet_aton inet_ntoa inet6_aton inet6_ntoa is_ipv4 is_ipv6 uuid bin_to_uuid uuid_to_bin is_uuid
    avg bit_and bit_or bit_xor count group_concat json_arrayagg json_objectagg max min std stddev stddev_pop stddev_samp
    sum var_pop var_samp variance any_value grouping
    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number median
    percentile_cont percentile_disc
    json_array json_array_append json_array_insert json_compact json_contains json_contains_path json_depth json_detailed
    json_exists json_extract json_insert json_keys json_length json_loose json_merge json_merge_patch json_merge_preserve
    json_normalize json_object json_overlaps json_pretty json_query json_quote json_remove json_replace json_search
    json_set json_type json_unquote json_valid json_value member
    st_distance st_distance_sphere st_x st_y point st_astext st_geomfromtext
    version database schema`,
  table: 'json_table',
};
