import { Router } from 'express'
import {
  NewUser,
  RoleCreate,
  type EventPeople,
  type RoleGiven,
  type UserList,
  type UserMade,
} from '../../shared/contracts/roles.ts'
import { SITE } from '../../shared/domain/access.ts'
import { deleteUser } from '../auth/delete-user.ts'
import { giveRole } from '../auth/give-role.ts'
import { listPeople } from '../auth/list-people.ts'
import { makeAccount } from '../auth/make-account.ts'
import { readUsers } from '../auth/read-users.ts'
import { takeRole } from '../auth/take-role.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { limitInvitations } from '../middleware/rate-limit.ts'
import { parseBody } from '../middleware/validate.ts'
import { authorize } from './find-target.ts'

/** Accounts and their roles, below `/api/v1`. */
export function createRoleRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl' | 'mailer'>,
): Router {
  const router = Router()

  router.get('/events/:slug/people', forbidStoring, async (request, response) => {
    const { slug: event } = request.params
    response.json((await listPeople(deps, { principal: principalOf(request), event })) satisfies EventPeople)
  })

  const limits = deps.mailer ? [limitInvitations()] : []
  router.post('/roles', forbidStoring, ...limits, readJsonBody, async (request, response) => {
    const role = parseBody(RoleCreate, request)
    const given: RoleGiven = await giveRole(deps, { principal: principalOf(request), role })
    response.status(201).json(given)
  })

  router.delete('/roles/:user/:scope', forbidStoring, async (request, response) => {
    const { user, scope } = request.params
    await takeRole(deps, { principal: principalOf(request), user, scope })
    response.status(204).end()
  })

  router.get('/users', forbidStoring, async (request, response) => {
    authorize(deps, request, { action: 'user.manage', target: SITE })
    response.json((await readUsers(deps.db)) satisfies UserList)
  })

  router.post('/users', forbidStoring, ...limits, readJsonBody, async (request, response) => {
    const user = parseBody(NewUser, request)
    const made: UserMade = await makeAccount(deps, { principal: principalOf(request), user })
    response.status(201).json(made)
  })

  router.delete('/users/:id', forbidStoring, async (request, response) => {
    await deleteUser(deps, { principal: principalOf(request), id: request.params.id })
    response.status(204).end()
  })

  return router
}
