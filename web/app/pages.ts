import {
  IconAddressBook,
  IconBolt,
  IconBrandWhatsapp,
  IconDatabase,
  IconDevices,
  IconHome,
  IconKey,
  IconListCheck,
  IconMessageCircle,
  IconMessages,
  IconSend,
  IconSettings,
  IconSparkles,
  IconStack2,
  IconTemplate,
  IconTransferIn,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from './session.ts';

/** Every page of the navigation: where it is, who may see it, and the file that is loaded for it. */
export const PAGES = [
  {
    path: '/',
    text: 'home',
    group: 'groupPlant',
    role: 'viewer',
    Icon: IconHome,
    component: lazyRouteComponent(() => import('../pages/home/home-page.tsx'), 'HomePage'),
  },
  {
    path: '/chat',
    text: 'chat',
    group: 'groupPlant',
    role: 'user',
    Icon: IconMessageCircle,
    component: lazyRouteComponent(() => import('../pages/chat/chat-page.tsx'), 'ChatPage'),
  },
  {
    path: '/data-sources',
    text: 'dataSources',
    group: 'groupPlant',
    role: 'viewer',
    Icon: IconDatabase,
    component: lazyRouteComponent(
      () => import('../pages/data-sources/data-sources-page.tsx'),
      'DataSourcesPage',
    ),
  },
  {
    path: '/triggers',
    text: 'triggers',
    group: 'groupAnswers',
    role: 'viewer',
    Icon: IconBolt,
    component: lazyRouteComponent(
      () => import('../pages/triggers/triggers-page.tsx'),
      'TriggersPage',
    ),
  },
  {
    path: '/trigger-groups',
    text: 'triggerGroups',
    group: 'groupAnswers',
    role: 'viewer',
    Icon: IconStack2,
    component: lazyRouteComponent(
      () => import('../pages/trigger-groups/trigger-groups-page.tsx'),
      'TriggerGroupsPage',
    ),
  },
  {
    path: '/ai-triggers',
    text: 'aiTriggers',
    group: 'groupAnswers',
    role: 'viewer',
    Icon: IconSparkles,
    component: lazyRouteComponent(
      () => import('../pages/ai-triggers/ai-triggers-page.tsx'),
      'AiTriggersPage',
    ),
  },
  {
    path: '/query-presets',
    text: 'queryPresets',
    group: 'groupAnswers',
    role: 'viewer',
    Icon: IconTemplate,
    component: lazyRouteComponent(
      () => import('../pages/query-presets/query-presets-page.tsx'),
      'QueryPresetsPage',
    ),
  },
  {
    path: '/messages',
    text: 'messages',
    group: 'groupPeople',
    role: 'viewer',
    Icon: IconMessages,
    component: lazyRouteComponent(
      () => import('../pages/messages/messages-page.tsx'),
      'MessagesPage',
    ),
  },
  {
    path: '/contacts',
    text: 'contacts',
    group: 'groupPeople',
    role: 'viewer',
    Icon: IconAddressBook,
    component: lazyRouteComponent(
      () => import('../pages/contacts/contacts-page.tsx'),
      'ContactsPage',
    ),
  },
  {
    path: '/outbox',
    text: 'outbox',
    group: 'groupPeople',
    role: 'viewer',
    Icon: IconSend,
    component: lazyRouteComponent(() => import('../pages/outbox/outbox-page.tsx'), 'OutboxPage'),
  },
  {
    path: '/whatsapp',
    text: 'whatsapp',
    group: 'groupPeople',
    role: 'user',
    Icon: IconBrandWhatsapp,
    component: lazyRouteComponent(
      () => import('../pages/whatsapp/whatsapp-page.tsx'),
      'WhatsappPage',
    ),
  },
  {
    path: '/settings',
    text: 'settings',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconSettings,
    component: lazyRouteComponent(
      () => import('../pages/settings/settings-page.tsx'),
      'SettingsPage',
    ),
  },
  {
    path: '/users',
    text: 'users',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconUsers,
    component: lazyRouteComponent(() => import('../pages/users/users-page.tsx'), 'UsersPage'),
  },
  {
    path: '/sessions',
    text: 'sessions',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconDevices,
    component: lazyRouteComponent(
      () => import('../pages/sessions/sessions-page.tsx'),
      'SessionsPage',
    ),
  },
  {
    path: '/api-tokens',
    text: 'apiTokens',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconKey,
    component: lazyRouteComponent(
      () => import('../pages/api-tokens/api-tokens-page.tsx'),
      'ApiTokensPage',
    ),
  },
  {
    path: '/audit',
    text: 'audit',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconListCheck,
    component: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
  },
  {
    path: '/import',
    text: 'import',
    group: 'groupAdmin',
    role: 'admin',
    Icon: IconTransferIn,
    component: lazyRouteComponent(() => import('../pages/import/import-page.tsx'), 'ImportPage'),
  },
  {
    path: '/account',
    text: 'account',
    group: 'groupAdmin',
    role: 'viewer',
    Icon: IconUserCircle,
    component: lazyRouteComponent(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
  },
] as const satisfies readonly {
  readonly path: string;
  readonly role: Role;
  readonly [key: string]: unknown;
}[];
