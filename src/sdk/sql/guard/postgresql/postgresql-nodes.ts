/**
 * The nodes of PostgreSQL's parse tree that a query may consist of, each with the fields it may have. A node or field that
 * is not here is refused, so that what a later version adds is refused until somebody looked at it.
 *
 * Left out on purpose: `intoClause`, `lockingClause` and every statement but SelectStmt.
 */
export const POSTGRESQL_NODES: Readonly<Record<string, string>> = {
  SelectStmt:
    'distinctClause targetList fromClause whereClause groupClause groupDistinct havingClause windowClause valuesLists sortClause limitOffset limitCount limitOption withClause op all larg rarg',
  ResTarget: 'name indirection val',
  ColumnRef: 'fields',
  A_Star: '',
  A_Const: 'ival fval sval bsval boolval isnull',
  ParamRef: 'number',
  A_Expr: 'kind name lexpr rexpr rexpr_list_start rexpr_list_end',
  BoolExpr: 'boolop args',
  FuncCall:
    'funcname args agg_order agg_filter over agg_within_group agg_star agg_distinct func_variadic funcformat',
  TypeCast: 'arg typeName',
  CaseExpr: 'arg args defresult',
  CaseWhen: 'expr result',
  SubLink: 'subLinkType testexpr operName subselect',
  NullTest: 'arg nulltesttype argisrow',
  BooleanTest: 'arg booltesttype',
  CoalesceExpr: 'args',
  MinMaxExpr: 'op args',
  SQLValueFunction: 'op type typmod',
  A_ArrayExpr: 'elements list_start list_end',
  RowExpr: 'args row_format colnames',
  A_Indirection: 'arg indirection',
  A_Indices: 'is_slice lidx uidx',
  CollateClause: 'arg collname',
  GroupingSet: 'kind content',
  GroupingFunc: 'args refs',
  SortBy: 'node sortby_dir sortby_nulls useOp',
  WindowDef: 'name refname partitionClause orderClause frameOptions startOffset endOffset',
  RangeVar: 'schemaname relname inh relpersistence alias',
  RangeSubselect: 'lateral subquery alias',
  RangeFunction: 'lateral ordinality is_rowsfrom functions alias coldeflist',
  RangeTableSample: 'relation method args repeatable',
  JoinExpr: 'jointype isNatural larg rarg usingClause join_using_alias quals alias rtindex',
  Alias: 'aliasname colnames',
  ColumnDef: 'colname typeName is_local',
  TypeName: 'names setof typmods typemod arrayBounds',
  WithClause: 'ctes recursive',
  CommonTableExpr:
    'ctename aliascolnames ctematerialized ctequery search_clause cycle_clause ctecoltypes cterecursive',
  CTESearchClause: 'search_col_list search_breadth_first search_seq_column',
  CTECycleClause:
    'cycle_col_list cycle_mark_column cycle_mark_value cycle_mark_default cycle_path_column',
  JsonIsPredicate: 'expr format item_type unique_keys',
  JsonFormat: 'format_type encoding',
  List: 'items',
  String: 'sval',
  Integer: 'ival',
  Float: 'fval',
  Boolean: 'boolval',
  BitString: 'bsval',
};

/** Fields that hold a node without saying which. */
export const UNNAMED_NODES: Readonly<Record<string, string>> = {
  'SelectStmt.withClause': 'WithClause',
  'SelectStmt.larg': 'SelectStmt',
  'SelectStmt.rarg': 'SelectStmt',
  'FuncCall.over': 'WindowDef',
  'TypeCast.typeName': 'TypeName',
  'ColumnDef.typeName': 'TypeName',
  'RangeVar.alias': 'Alias',
  'RangeSubselect.alias': 'Alias',
  'RangeFunction.alias': 'Alias',
  'JoinExpr.alias': 'Alias',
  'JoinExpr.join_using_alias': 'Alias',
  'CommonTableExpr.search_clause': 'CTESearchClause',
  'CommonTableExpr.cycle_clause': 'CTECycleClause',
  'JsonIsPredicate.format': 'JsonFormat',
  'A_Const.ival': 'Integer',
  'A_Const.fval': 'Float',
  'A_Const.sval': 'String',
  'A_Const.bsval': 'BitString',
  'A_Const.boolval': 'Boolean',
};

/** PostgreSQL's own operators; others are functions of somebody's. */
export const POSTGRESQL_OPERATORS: ReadonlySet<string> = new Set(
  '= <> != < > <= >= + - * / % ^ || & | # ~ !~ ~* !~* ~~ !~~ ~~* !~~* << >> -> ->> #> #>> #- @> <@ ? ?| ?& @? @@ @@@ && &< &> -|- |/ ||/ @ ^@ <-> << |>> <<| &<| |&> @-@ ?# ?- ?-| ?|| ~= <<= >>= BETWEEN !! ## '
    .trim()
    .split(/\s+/)
    .concat(['BETWEEN', 'NOT BETWEEN', 'BETWEEN SYMMETRIC', 'NOT BETWEEN SYMMETRIC']),
);

/** PostgreSQL's own types that a value may be cast to. */
export const POSTGRESQL_TYPES: ReadonlySet<string> = new Set(
  'bool boolean int2 int4 int8 smallint integer bigint float4 float8 real numeric decimal money text varchar bpchar char name citext date time timetz timestamp timestamptz interval uuid json jsonb jsonpath bytea bit varbit inet cidr macaddr macaddr8 point line lseg box path polygon circle oid regclass regtype int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange tsvector tsquery'.split(
    ' ',
  ),
);

/** Relations of the system that tell of tables and zones; all others tell of files, passwords or what others ask. */
export const POSTGRESQL_SYSTEM_RELATIONS: ReadonlySet<string> = new Set(
  'pg_tables pg_views pg_matviews pg_indexes pg_class pg_namespace pg_attribute pg_type pg_description pg_index pg_constraint pg_timezone_names pg_timezone_abbrevs pg_stat_user_tables'.split(
    ' ',
  ),
);
