/** Where the choice of colour scheme is kept on this device. public/color-scheme.js reads the same key before the first paint. */
import { localStorageColorSchemeManager } from '@mantine/core'

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'rapporteur-color-scheme' })
