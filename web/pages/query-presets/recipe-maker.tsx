import { Button, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { SourceTables } from '../../../src/data-sources/data-sources.schema.ts';
import type {
  ColumnRole,
  MadeQuery,
  Recipes,
} from '../../../src/data-sources/recipes/query-recipes.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useAction } from '../../lib/use-save.ts';
import { queryPresetsTexts } from '../../texts/query-presets.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { likelyColumn, likelyTable } from './likely-column.ts';
import { useQuerySources } from './use-query-sources.ts';

type Chosen = Partial<Record<ColumnRole, string>>;

/** A query made from a recipe, a table and its columns, in the language of the source. */
export function RecipeMaker({ onMade }: { readonly onMade: (made: MadeQuery) => void }) {
  const { t } = useTexts(queryPresetsTexts);
  const sources = useQuerySources();
  const [sourceId, setSourceId] = useState('');
  const [recipeId, setRecipeId] = useState('');
  const [table, setTable] = useState<string | undefined>();
  const [chosen, setChosen] = useState<Chosen>({});
  const recipes = useAnswer<Recipes>(sourceId === '' ? null : '/query-presets/recipes', {
    dataSourceId: sourceId,
  });
  const recipe = recipes.data?.items.find(({ id }) => id === recipeId);
  const needsTable = recipe !== undefined && recipe.kind !== 'point';
  const schema = useAnswer<SourceTables>(
    needsTable ? `/data-sources/${encodeURIComponent(sourceId)}/schema` : null,
  );
  const make = useAction<MadeQuery, Readonly<Record<string, unknown>>>('/query-presets/recipes', {
    onDone: onMade,
  });
  const tables = schema.data?.tables ?? [];
  const tableName = table ?? (recipe?.kind === 'alarms' ? likelyTable(tables, 'alarm') : undefined);
  const columns = tables.find(({ name }) => name === tableName)?.columns ?? [];
  const columnOf = ({ role, usual }: Recipes['items'][number]['columns'][number]) =>
    chosen[role] ?? likelyColumn(columns, usual) ?? '';
  const isReady =
    recipe !== undefined &&
    (!needsTable ||
      (tableName !== undefined && recipe.columns.every((one) => columnOf(one) !== '')));

  function start(): void {
    if (!recipe) return;
    make.mutate({
      dataSourceId: sourceId,
      recipe: recipe.id,
      ...(needsTable && {
        table: tableName,
        columns: Object.fromEntries(recipe.columns.map((one) => [one.role, columnOf(one)])),
      }),
    });
  }

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('recipeHint')}
      </Text>
      <NativeSelect
        label={t('source')}
        value={sourceId}
        onChange={(event) => {
          setSourceId(event.currentTarget.value);
          setRecipeId('');
          setTable(undefined);
          setChosen({});
        }}
        data={[
          { value: '', label: t(sources.length === 0 ? 'sourcesNone' : 'chooseSource') },
          ...sources.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {recipes.data && recipes.data.items.length === 0 && <Text size="sm">{t('recipesNone')}</Text>}
      {recipes.data && recipes.data.items.length > 0 && (
        <NativeSelect
          label={t('recipe')}
          value={recipeId}
          onChange={(event) => {
            setRecipeId(event.currentTarget.value);
            setChosen({});
          }}
          data={[
            { value: '', label: t('chooseRecipe') },
            ...recipes.data.items.map(({ id }) => ({ value: id, label: t(`recipe_${id}`) })),
          ]}
        />
      )}
      {needsTable && schema.isSuccess && (
        <NativeSelect
          label={t('table')}
          value={tableName ?? ''}
          onChange={(event) => {
            setTable(event.currentTarget.value || undefined);
            setChosen({});
          }}
          data={[
            { value: '', label: t('chooseTable') },
            ...tables.map(({ name }) => ({ value: name, label: name })),
          ]}
        />
      )}
      {needsTable && columns.length > 0 && (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
          {recipe.columns.map((one) => (
            <NativeSelect
              key={one.role}
              label={t(`column_${one.role}`)}
              value={columnOf(one)}
              onChange={(event) => setChosen({ ...chosen, [one.role]: event.currentTarget.value })}
              data={[
                { value: '', label: t('chooseColumn') },
                ...columns.map(({ name, type }) => ({ value: name, label: `${name} (${type})` })),
              ]}
            />
          ))}
        </SimpleGrid>
      )}
      <ErrorNote error={recipes.error ?? schema.error ?? make.error} />
      <Button
        variant="default"
        w="fit-content"
        disabled={!isReady}
        loading={make.isPending}
        onClick={start}
      >
        {t('makeQuery')}
      </Button>
    </Stack>
  );
}
