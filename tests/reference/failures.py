"""Which deployments failed, by what evidence, and when each was restored."""

import re
from dataclasses import dataclass, field

from deployments import PRODUCTION
from facts import DAY, HOUR, has_happened

INCIDENT_LABEL = re.compile(r"^(incident|outage|sev[-_ ]?[0-4]|p0)", re.IGNORECASE)
CONFIRMED = ("incident", "rollback", "failure_status", "revert")


@dataclass
class Incident:
    id: str
    started: int
    resolved: int
    repository: str
    service: str
    deployment: str
    is_issue: bool = False


@dataclass
class Verdict:
    """The evidence against one deployment, and how it was restored."""

    evidence: list = field(default_factory=list)
    incidents: list = field(default_factory=list)
    repairs: list = field(default_factory=list)
    failed_by_hand: bool = None
    recovered_at: int = None
    recovered_by: str = None

    @property
    def confidence(self):
        if self.failed_by_hand is not None:
            return "confirmed" if self.failed_by_hand else None
        kinds = [kind for kind, _ in self.evidence]
        if any(kind in CONFIRMED for kind in kinds):
            return "confirmed"
        return "possible" if kinds else None


def incidents_of(facts, now, corrections):
    """Incident facts, and issues with a label that says incident; without those left out by
    hand, and linked to the deployment that a person named."""
    found = []
    for fact in facts["incident"]:
        if has_happened(fact, now):
            found.append(Incident(fact["id"], fact["started_at"], fact.get("resolved_at"),
                                  fact.get("repository"), fact.get("service"),
                                  fact.get("deployment")))
    for fact in facts["issue"]:
        if has_happened(fact, now) and any(INCIDENT_LABEL.match(label)
                                           for label in fact.get("labels", [])):
            found.append(Incident(fact["id"], fact["created_at"], fact.get("closed_at"),
                                  fact["repository"], None, None, True))
    found = [one for one in found
             if not corrections.is_excluded("issue" if one.is_issue else "incident", one.id)]
    for one in found:
        cause = corrections.cause_of("issue" if one.is_issue else "incident", one.id)
        one.deployment = cause or one.deployment
        if one.resolved is not None and one.resolved > now:
            one.resolved = None
    return found


def is_nearby(incident, deployment, following):
    """Began within 24 hours after the deployment and before the next of its line; of the
    same service where both name one, else of the same repository."""
    if incident.deployment is not None:
        return False
    if not deployment.moment <= incident.started <= deployment.moment + 24 * HOUR:
        return False
    if following is not None and incident.started >= following.moment:
        return False
    if incident.service is not None and deployment.service is not None:
        return incident.service == deployment.service
    return incident.repository == deployment.repository


def judge(deployment, production, incidents, failed_after_success, now):
    """All evidence against one success, the strongest first."""
    verdict = Verdict()
    line = production.by_line[deployment.line]
    later = [one for one in line if one.place > deployment.place]
    naming = [one for one in incidents if one.deployment == deployment.id
              and (not one.is_issue or one.repository == deployment.repository)]
    if deployment.judged_by is not None:
        verdict.evidence.append(("by_hand", deployment.judged_by["id"]))
        verdict.failed_by_hand = deployment.judged_by["value"] == "true"
    for incident in naming:
        verdict.evidence.append(("incident", incident.id))
    for one in later:
        if one.undoes is deployment:
            verdict.evidence.append(("rollback", one.id))
            verdict.repairs.append(one)
    if failed_after_success(deployment, now):
        verdict.evidence.append(("failure_status", deployment.id))
        verdict.repairs += later[:1]
    for revert, carrier in reverts_of(deployment, later):
        verdict.evidence.append(("revert", revert.id))
        verdict.repairs.append(carrier)
    for one in later:
        if repairs_as_hotfix(one, deployment, line):
            verdict.evidence.append(("hotfix", one.id))
            verdict.repairs.append(one)
    for one in production.fixing:
        if (one.fixes == deployment.id and one.place > deployment.place
                and reaches_the_same(one, deployment)):
            verdict.evidence.append(("fixes", one.id))
            verdict.repairs.append(one)
    nearby = [one for one in incidents
              if is_nearby(one, deployment, later[0] if later else None)]
    for incident in nearby:
        verdict.evidence.append(("incident_nearby", incident.id))
    verdict.incidents = naming or nearby
    if [kind for kind, _ in verdict.evidence] == ["by_hand"]:
        verdict.repairs += later[:1]
    if verdict.failed_by_hand is not False:
        restore(verdict)
    return verdict


def reaches_the_same(one, other):
    """What went to a test environment repairs nothing in production: both to one
    environment, or both to some production."""
    environments = [one.fact.get("environment", ""), other.fact.get("environment", "")]
    return (environments[0] == environments[1]
            or all(PRODUCTION.match(environment) for environment in environments))


def reverts_of(deployment, later):
    """(revert, its carrier): a change that reverts some that this deployment carried,
    carried by a later one of the line, and merged no later than 7 days after this one."""
    carried = set().union(*(change.shas for change in deployment.carries
                            if not change.is_excluded))
    for carrier in later:
        for revert in carrier.carries:
            if (revert.reverted_shas & carried
                    and revert.merged <= deployment.moment + 7 * DAY):
                yield revert, carrier


def repairs_as_hotfix(one, deployment, line):
    """A deployment that carries a hotfix repairs the latest earlier one of the line that
    is no rollback, if that was within 48 hours."""
    if not any(change.is_hotfix for change in one.carries):
        return False
    earlier = [other for other in line if other.place < one.place and other.undoes is None]
    return bool(earlier) and earlier[-1] is deployment and (
        one.moment - deployment.moment <= 48 * HOUR)


def restore(verdict):
    """By its incidents, when all are resolved, at the last resolution; else by the
    earliest deployment that repaired it; else it is still failing."""
    resolutions = [(one.resolved, one.id) for one in verdict.incidents]
    if resolutions and all(resolved is not None for resolved, _ in resolutions):
        verdict.recovered_at, verdict.recovered_by = max(resolutions)
    elif verdict.repairs:
        first = min(verdict.repairs, key=lambda one: one.place)
        verdict.recovered_at, verdict.recovered_by = first.moment, first.id


def is_rework(deployment):
    """Made only to repair: a rollback, or one said to fix another, or one that carries
    changes of which every one is a revert or a hotfix."""
    if deployment.undoes is not None or deployment.fixes is not None:
        return True
    counted = [change for change in deployment.carries if not change.is_excluded]
    return bool(counted) and all(change.reverted_shas or change.is_hotfix
                                 for change in counted)
