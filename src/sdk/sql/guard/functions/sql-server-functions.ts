import type { DialectFunctions } from '../allowed-functions.ts';

/** Of SQL Server's built-in functions those that compute something from their arguments or the clock. */
export const SQL_SERVER_FUNCTIONS: DialectFunctions = {
  scalar: `
    abs acos asin atan atn2 ceiling cos cot degrees exp floor log log10 pi power radians rand round sign sin sqrt square
    tan greatest least
    ascii char charindex concat concat_ws difference format left len lower ltrim nchar patindex quotename replace
    replicate reverse right rtrim soundex space str string_agg string_escape stuff substring translate trim unicode upper
    datalength regexp_like regexp_replace regexp_substr regexp_instr regexp_count
    current_timestamp current_timezone date_bucket dateadd datediff datediff_big datefromparts datename datepart
    datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day eomonth getdate getutcdate isdate month
    smalldatetimefromparts switchoffset sysdatetime sysdatetimeoffset sysutcdatetime timefromparts todatetimeoffset year
    cast convert parse try_cast try_convert try_parse choose iif coalesce isnull nullif isnumeric newid checksum
    binary_checksum hashbytes bit_count left_shift right_shift
    approx_count_distinct avg checksum_agg count count_big grouping grouping_id max min stdev stdevp sum var varp
    cume_dist dense_rank first_value lag last_value lead ntile percent_rank percentile_cont percentile_disc rank
    row_number approx_percentile_cont approx_percentile_disc
    isjson json_array json_modify json_object json_path_exists json_query json_value json_arrayagg json_objectagg
    rollup cube db_name suser_sname`,
  table: 'string_split openjson generate_series',
};
