import type { DialectFunctions } from '../allowed-functions.ts';

/** Of PostgreSQL's built-in functions those that compute something from their arguments, the clock or the session's name. */
export const POSTGRESQL_FUNCTIONS: DialectFunctions = {
  scalar: `
    abs cbrt ceil ceiling degrees div erf erfc exp factorial floor gcd lcm ln log log10 min_scale mod pi power radians
    random round scale sign sqrt trim_scale trunc width_bucket acos acosd asin asind atan atand atan2 atan2d cos cosd cot
    cotd sin sind tan tand sinh cosh tanh asinh acosh atanh
    ascii bit_length btrim char_length character_length chr concat concat_ws format initcap left length lower lpad ltrim
    md5 normalize octet_length overlay parse_ident position quote_ident quote_literal quote_nullable regexp_count
    regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_substr repeat replace
    reverse right rpad rtrim split_part starts_with string_to_array strpos substr substring to_ascii to_hex translate
    trim unistr upper casefold text name varchar bpchar int4 int8 int2 float4 float8 numeric bool
    encode decode convert_from convert_to get_bit get_byte sha224 sha256 sha384 sha512 crc32 bit_count
    to_char to_date to_number to_timestamp like_escape similar_escape similar_to_escape
    age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
    justify_interval make_date make_interval make_time make_timestamp make_timestamptz now statement_timestamp timeofday
    transaction_timestamp timezone overlaps date time timestamp timestamptz interval
    coalesce greatest least nullif num_nonnulls num_nulls gen_random_uuid uuid_extract_timestamp uuid_extract_version
    enum_first enum_last enum_range
    json_agg jsonb_agg json_object_agg jsonb_object_agg array_to_json row_to_json to_json to_jsonb json_array_length
    jsonb_array_length json_build_array jsonb_build_array json_build_object jsonb_build_object json_extract_path
    jsonb_extract_path json_extract_path_text jsonb_extract_path_text json_object jsonb_object json_strip_nulls
    jsonb_strip_nulls json_typeof jsonb_typeof jsonb_path_exists jsonb_path_match jsonb_path_query_first
    jsonb_path_query_array jsonb_path_exists_tz jsonb_path_query_first_tz jsonb_path_query_array_tz jsonb_path_match_tz
    jsonb_pretty jsonb_set jsonb_set_lax jsonb_insert jsonb_concat jsonb_contains jsonb_exists
    json_array_elements jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_each jsonb_each
    json_each_text jsonb_each_text json_object_keys jsonb_object_keys jsonb_path_query
    array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
    array_prepend array_remove array_replace array_to_string array_upper cardinality trim_array array_agg unnest
    generate_series generate_subscripts regexp_split_to_table string_to_table
    isempty lower_inc lower_inf upper_inc upper_inf range_merge int4range int8range numrange tsrange tstzrange daterange
    multirange range_agg range_intersect_agg
    any_value avg bit_and bit_or bit_xor bool_and bool_or count every max min string_agg sum corr covar_pop covar_samp
    regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop
    stddev_samp variance var_pop var_samp mode percentile_cont percentile_disc grouping
    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
    area box center circle diameter height line lseg path point polygon radius slope width npoints isclosed isopen
    host hostmask inet_merge masklen netmask network broadcast family abbrev set_masklen
    to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline
    setweight numnode querytree strip
    version current_database current_schema current_user session_user pg_typeof
    time_bucket time_bucket_gapfill locf interpolate first last histogram approximate_row_count`,
  table: `
    generate_series generate_subscripts unnest string_to_table regexp_split_to_table regexp_matches json_array_elements
    jsonb_array_elements json_array_elements_text jsonb_array_elements_text json_each jsonb_each json_each_text
    jsonb_each_text json_object_keys jsonb_object_keys json_to_record jsonb_to_record json_to_recordset
    jsonb_to_recordset json_populate_record jsonb_populate_record json_populate_recordset jsonb_populate_recordset
    jsonb_path_query now current_date string_to_array date_trunc coalesce`,
};
