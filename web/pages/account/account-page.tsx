import { Text } from '@mantine/core';
import { DisplayChoices } from '../../app/display-choices.tsx';
import { useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ROLE_TEXT } from '../../app/user-menu.tsx';
import { accountTexts } from '../../texts/account.ts';
import { commonTexts } from '../../texts/common.ts';
import { shellTexts } from '../../texts/shell.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import classes from './account-page.module.css';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Section } from './section.tsx';

export function AccountPage() {
  const { t } = useTexts(accountTexts);
  const { t: tc } = useTexts(commonTexts);
  const { t: ts } = useTexts(shellTexts);
  const { username, fullName, role } = useUser();
  return (
    <>
      <PageHeader title={t('title')} />
      <div className={classes['page']}>
        <Section title={t('who')}>
          <dl className={classes['facts']}>
            <dt>{t('username')}</dt>
            <dd>{username}</dd>
            <dt>{t('fullName')}</dt>
            <dd>{fullName ?? tc('none')}</dd>
            <dt>{t('role')}</dt>
            <dd>{ts(ROLE_TEXT[role])}</dd>
          </dl>
        </Section>
        <Section title={t('display')}>
          <Text size="sm" c="dimmed">
            {t('displayHint')}
          </Text>
          <DisplayChoices />
        </Section>
        <PasswordForm />
        <SecondFactor />
      </div>
    </>
  );
}
