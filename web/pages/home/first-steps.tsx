import { Button } from '@mantine/core';
import { IconBuildingFactory2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import classes from './home-page.module.css';

/** An installation without a data source: what to do next, for who may do it. */
export function FirstSteps() {
  const { t } = useTexts(homeTexts);
  const mayConnect = useMay('user');
  const maySetUp = useMay('admin');
  return (
    <div className={classes['card']}>
      <EmptyState
        icon={<IconBuildingFactory2 size={40} stroke={1.4} aria-hidden />}
        title={t('newTitle')}
        hint={t(maySetUp ? 'newText' : mayConnect ? 'newTextOther' : 'newTextViewer')}
        action={
          maySetUp ? (
            <Button
              mt="xs"
              renderRoot={(root) => <Link to="/setup" search={{ step: 'plant' }} {...root} />}
            >
              {t('startSetup')}
            </Button>
          ) : (
            mayConnect && (
              <Button
                mt="xs"
                renderRoot={(root) => (
                  <Link to="/data-sources" search={{ open: 'new' }} {...root} />
                )}
              >
                {t('connectSource')}
              </Button>
            )
          )
        }
      />
    </div>
  );
}
