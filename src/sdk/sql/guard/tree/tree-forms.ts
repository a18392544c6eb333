/**
 * What a query's tree may consist of, by the names that the parser gives: kinds of nodes, fields of nodes, and words that
 * are a value of a field. Whatever is not here is refused, so that what a later version adds is refused until somebody
 * looked at it.
 *
 * Left out on purpose, among others: every statement but Query, `into`, `locks`, `Assignment`, `settings`, `TableFunction`.
 */
export const TREE_NODES = toSet(`
  Query Select SetOperation Values
  UnnamedExpr ExprWithAlias Wildcard QualifiedWildcard ObjectName Expr ExprQualified
  Table Derived NestedJoin Pivot Unpivot JsonTable OpenJsonTable List Subquery
  Inner Left Right FullOuter LeftOuter RightOuter CrossJoin CrossApply OuterApply StraightJoin Join On Using
  Identifier CompoundIdentifier IsFalse IsNotFalse IsTrue IsNotTrue IsNull IsNotNull IsUnknown IsNotUnknown
  IsDistinctFrom IsNotDistinctFrom InList InSubquery Between BinaryOp Like ILike RLike AnyOp AllOp UnaryOp Convert Cast
  AtTimeZone Extract Ceil Floor Position Substring Trim Overlay Collate Nested Value TypedString Function Case Exists
  GroupingSets Cube Rollup Tuple Interval MatchAgainst OuterJoin Prior ConnectByRoot
  SingleQuotedString Number HexStringLiteral Boolean Placeholder
  Unnamed Named OrderBy Limit Separator OnOverflow Having IgnoreOrRespectNulls JsonNullClause Truncate
  WindowSpec NamedWindow WindowFrame Preceding Following
  Expressions All LimitOffset OffsetCommaLimit Constant Distinct
  ConnectBy StartWith Json DateTimeField Scale Prefixed
  Custom Varchar Nvarchar Char Character CharacterVarying CharVarying Varchar2 Nvarchar2 Binary Varbinary Decimal Dec
  Numeric BigNumeric Float Double DoublePrecision Real TinyInt SmallInt MediumInt Int Integer BigInt Int2 Int4 Int8 Datetime
  DatetimeOffset Timestamp TimestampNtz Time Interval Clob Text Unsigned Signed CharacterLargeObject CharLargeObject
  DecimalUnsigned DecUnsigned IntUnsigned Bit BitVarying Blob Bytes
  IntegerLength Precision PrecisionAndScale
  Error Default Null NestedPath ForOrdinality
`);

export const TREE_FIELDS = toSet(`
  with body order_by limit_clause fetch for_clause recursive cte_tables alias query materialized columns name
  explicit
  distinct top projection from selection group_by having named_window connect_by flavor top_before_distinct
  window_before_qualify limit_before_offset quantity with_ties percent limit offset limit_by kind options asc nulls_first
  expr relation joins join_operator global lateral subquery args with_hints with_ordinality sample table_with_joins version
  index_hints hint_type index_type for_clause index_names
  op left right set_quantifier rows value quote_style negated list low high pattern escape_char any operand conditions
  condition result else_result compare_op data_type charset target_before_value styles format array timestamp time_zone
  field syntax substring_from substring_for special shorthand trim_where trim_what trim_characters overlay_what
  overlay_from overlay_for collation in leading_field leading_precision last_field fractional_seconds_precision
  match_value opt_search_modifier uses_odbc_syntax parameters clauses duplicate_treatment filter null_treatment over
  within_group partition_by window_frame units start_bound end_bound window_name length unit
  table aggregate_functions value_column value_source default_on_null columns null_inclusion
  relationships nocycle uses_escape kind_token
  regexp is_try content explicit_row value_keyword prefix
  json_expr json_path path type exists on_empty on_error as_json nested column_defs
  for_json root include_null_values without_array_wrapper
`);

export const TREE_WORDS = toSet(`
  Eq NotEq Lt LtEq Gt GtEq Spaceship Plus Minus Multiply Divide Modulo StringConcat And Or Xor BitwiseOr BitwiseAnd
  BitwiseXor MyIntegerDivide Match Regexp Arrow LongArrow PGBitwiseShiftLeft PGBitwiseShiftRight Not BitwiseNot
  PGBitwiseNot
  All Distinct None Union Except Intersect UnionAll ByName Standard
  CrossApply OuterApply Implicit Natural None ByName
  Cast TryCast DoubleColon Convert SafeCast From Comma Both Leading Trailing
  Year Years Month Months Week Weeks Day Days Hour Hours Minute Minutes Second Seconds Quarter Quarters Microsecond
  Microseconds Millisecond Milliseconds DayOfWeek DayOfYear Dow Doy Isodow Isoyear Epoch Date Time Timezone TimezoneHour
  TimezoneMinute TimezoneAbbr TimezoneRegion Century Decade NoDateTime
  Rows Range Groups CurrentRow Ignore Respect AbsentOnNull NullOnNull Row First Last
  InNaturalLanguageMode InNaturalLanguageModeWithQueryExpansion InBooleanMode WithQueryExpansion
  Date Datetime Timestamp Time WithoutTimeZone WithTimeZone Tz Max Char Character Clob Text Real DoublePrecision Double
  Float Int Integer BigInt SmallInt TinyInt Decimal Numeric Signed Unsigned Binary Boolean Bool JSON JSONB Uuid Bytes
  SignedInteger UnsignedInteger Int2 Int4 Int8 Bit Blob MediumInt Octets Characters
  Null Wildcard Default Error Path Auto Use Force Index Key Join OrderBy GroupBy ON OFF IncludeNulls ExcludeNulls
  Materialized NotMaterialized Percent
`);

function toSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
