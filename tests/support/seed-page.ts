/**
 * The page that the product exists for, where it is at hand: named by RAPPORTEUR_SEED, or in a folder beside the project.
 * Tests of it are skipped where it is not.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

export const SEED_PAGE =
  process.env['RAPPORTEUR_SEED'] ?? resolve(import.meta.dirname, '../../../shared/seed/lpc-2019.txt')

export const hasSeedPage = existsSync(SEED_PAGE)
