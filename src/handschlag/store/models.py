"""All tables of the product."""

from django.conf import settings
from django.db import models

#: A file; what people decided on rows of a file that were set aside; a run of linking; facts moved between files.
BATCH_KINDS = ("import", "mended", "link", "settled", "compacted")


class Batch(models.Model):
    """One delivery: a file read under one mapping, a run of linking, a settled slice of the head."""

    id = models.IntegerField(primary_key=True, help_text="counted by us: facts carry it before the row exists")
    kind = models.CharField(max_length=16, choices=[(k, k) for k in BATCH_KINDS])
    connection = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=512, blank=True, help_text="the file's name as the user gave it")
    path = models.TextField(blank=True, help_text="where the file was read from")
    part = models.IntegerField(default=0, help_text="which entry of the mapping's `files` read it")
    checksum = models.CharField(max_length=128, blank=True)
    mapping = models.TextField(blank=True, help_text="the mapping's text, so that a source record can be found again")
    given = models.TextField(blank=True, help_text="the mapping as it was given, before `Meaning` was worked into it")
    mapping_digest = models.CharField(max_length=128, blank=True)
    decides = models.JSONField(default=list, help_text="stages for which this source's report decides")
    columns = models.JSONField(default=dict, help_text="the file's columns, each with its type")
    read = models.BigIntegerField(default=0)
    facts = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    corrected = models.BigIntegerField(default=0)
    imported_at = models.DateTimeField()
    by = models.CharField(max_length=150, blank=True)
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    mends = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="mended_by",
        help_text="the delivery whose rows these are, where people brought them in",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["connection", "checksum"])]


class Segment(models.Model):
    """A Parquet file of the body. It belongs to the ledger if and only if it has a row here."""

    name = models.CharField(max_length=128, unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    checksum = models.CharField(max_length=128)
    schema = models.IntegerField()
    generation = models.BigIntegerField(help_text="the manifest's generation that brought it in")


class Manifest(models.Model):
    """One row: the generation counts every change of what the ledger holds."""

    generation = models.BigIntegerField(default=0)
    base = models.BigIntegerField(
        default=0, help_text="the generation of the last change that was more than single facts about linked records"
    )


class Fact(models.Model):
    """The head: facts made by people and webhooks until they are settled. The id refuses a repetition."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=32)
    subject = models.TextField()
    related = models.TextField(null=True)
    name = models.TextField(null=True)
    occurred_at = models.BigIntegerField()
    precision = models.CharField(max_length=8, default="instant")
    version = models.BigIntegerField(null=True)
    key = models.TextField(null=True)
    recorded_at = models.BigIntegerField(db_index=True)
    batch = models.IntegerField(null=True)
    side = models.CharField(max_length=16, null=True)
    actor = models.TextField(null=True)
    channel = models.TextField(null=True)
    campaign = models.TextField(null=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, null=True)
    fields = models.TextField(null=True)
    generation = models.BigIntegerField(default=0, help_text="the manifest's generation that brought it in")

    class Meta:
        indexes = [models.Index(fields=["subject"]), models.Index(fields=["generation"])]


#: Where a row stands that was set aside.
ROW_STATES = ("waiting", "mended", "dismissed")


class Quarantined(models.Model):
    """A row of a delivery that was set aside. It waits until it is mended, dismissed, or its file is read otherwise."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE)
    line = models.BigIntegerField(default=0)
    field = models.TextField(blank=True, help_text="the column of what is wrong first; empty where it is the whole row")
    reason = models.CharField(max_length=64, help_text="a key of handschlag.mapping.reason_words.WORDS")
    wrong = models.JSONField(
        default=list, help_text="all that is wrong: column, key of the reason, what its words name"
    )
    value = models.TextField(blank=True)
    record = models.JSONField(default=dict, help_text="the row as it was delivered; of a conflict the fact")
    is_fact = models.BooleanField(default=False, help_text="no row but a fact that contradicts the ledger")
    mark = models.CharField(
        max_length=32, db_index=True, help_text="the same for the same content from the same source"
    )
    state = models.CharField(max_length=16, default="waiting", choices=[(s, s) for s in ROW_STATES])

    class Meta:
        indexes = [models.Index(fields=["state", "reason"])]


#: What a person can decide on a row, and the state that puts the row in.
DECISIONS = {"mended": "mended", "accepted": "mended", "holds": "mended", "dismissed": "dismissed"}


class Decision(models.Model):
    """What somebody decided on a row that was set aside. It holds for the same row however often it is delivered."""

    connection = models.CharField(max_length=64)
    mark = models.CharField(max_length=32)
    kind = models.CharField(max_length=16, choices=[(k, k) for k in DECISIONS])
    is_fact = models.BooleanField(default=False)
    values = models.JSONField(default=dict, help_text="mended: column to value; holds: the statements that do not hold")
    why = models.TextField(blank=True, help_text="why it was dismissed")
    record = models.JSONField(default=dict, help_text="the row as it was delivered")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "mark"], name="one_decision_a_row")]


class Meaning(models.Model):
    """What a value means in a column of a source's files: worked into whatever mapping reads such a file."""

    connection = models.CharField(max_length=64)
    file = models.CharField(max_length=512, help_text="the name of a file of this kind")
    column = models.TextField()
    kind = models.CharField(max_length=16, help_text="a key of handschlag.mapping.meanings.KINDS")
    value = models.TextField(blank=True, help_text="as it stands in the file")
    target = models.TextField(blank=True, help_text="what it means: a word, a format, a decimal sign")
    reads = models.CharField(max_length=200, blank=True, help_text="what the column becomes there: touch.name")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


class Erasure(models.Model):
    """A person was erased on request. Of whom, nothing says any more; only tombstones know the person again."""

    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    finished_at = models.DateTimeField(null=True, help_text="when everything was gone; empty while it was cut off")
    readmitted_at = models.DateTimeField(null=True, help_text="since when the person may come in again")
    counts = models.JSONField(default=dict, help_text="what was taken away: facts, rows, files")


class Tombstone(models.Model):
    """A keyed hash by which an erased person is known again (handschlag.consent.erasing.marks)."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE)
    kind = models.CharField(max_length=16)
    mark = models.CharField(max_length=32, unique=True)
    connection = models.CharField(max_length=64, blank=True, help_text="of a record: its source")
    object = models.CharField(max_length=64, blank=True, help_text="of a record: its type")


class ErasedRows(models.Model):
    """The lines of a kept file from which an erased person was taken out."""

    checksum = models.CharField(max_length=128, unique=True)
    lines = models.JSONField(default=list)


class FoldTables(models.Model):
    """A finished set of fold tables; derived, droppable, rebuilt under the same key."""

    key = models.CharField(max_length=200)
    folder = models.CharField(max_length=200)
    generation = models.BigIntegerField(help_text="up to which generation the ledger's facts are in them")
    agreement = models.CharField(max_length=128)
    as_of = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "generation"], name="one_set_a_generation")]


class Claim(models.Model):
    """Somebody has a lead of a work list. `entered_at` says which time in the list: when it was left, the claim is over
    without a word.
    """

    pass_id = models.UUIDField()
    subject = models.TextField(help_text="the record of the person that the facts of taking and letting go are about")
    queue = models.CharField(max_length=64)
    entered_at = models.BigIntegerField(help_text="UTC microseconds, as the fold has it")
    username = models.CharField(max_length=150, db_index=True)
    at = models.DateTimeField()
    why = models.CharField(max_length=16, help_text="claimed: took it; given: somebody else gave it")
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pass_id", "queue", "entered_at"],
                condition=models.Q(released_at=None),
                name="one_claim_a_waiting_lead",
            )
        ]


class Team(models.Model):
    """People who work together; figures of work are shown for teams."""

    name = models.CharField(max_length=100, unique=True)


class Member(models.Model):
    """What the house knows of somebody who may sign in, beside name and password."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=32, help_text="a key of handschlag.access.roles.ROLES")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL)
    known_as = models.JSONField(default=list, help_text="names under which the sources know this person as an owner")
    link_made_at = models.DateTimeField(null=True, help_text="the only one-time link that still sets a password")
    temporary_since = models.DateTimeField(null=True, help_text="the password is another's choice and must be changed")


class AuditEntry(models.Model):
    """Somebody changed something, or took a person's data out. Only ever added to; names no lead."""

    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=64)
    what = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)


class WorksAgreement(models.Model):
    """The works agreement under which figures of single employees may be shown; in force until it is withdrawn."""

    title = models.CharField(max_length=300)
    agreed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)


class Version(models.Model):
    """A text of the agreement that at least one party has signed; a version with a number once both sides have."""

    number = models.IntegerField(null=True, unique=True, help_text="counts the versions that both sides signed")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical form")
    canonical = models.TextField()
    text = models.BinaryField(help_text="the very bytes of the file")
    valid_from = models.DateField()
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    in_force_at = models.DateTimeField(null=True)
    hash = models.CharField(max_length=64, blank=True, help_text="handschlag.agreement.signatures.version_hash")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "previous"], name="one_text_after_a_version"),
            models.UniqueConstraint(fields=["digest"], condition=models.Q(previous=None), name="one_first_text"),
        ]


class Signature(models.Model):
    """Somebody signed a text for a side. It stays when it is taken back, which only an unfinished text allows."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=16)
    office = models.CharField(max_length=150, help_text="the role the text names")
    by = models.CharField(max_length=150)
    name = models.CharField(max_length=300)
    at = models.DateTimeField()
    backtest = models.CharField(max_length=64, blank=True, help_text="hash of the replayed history that was shown")
    record = models.TextField(help_text="what is hashed: handschlag.agreement.signatures.record_of")
    hash = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "side", "office"],
                condition=models.Q(withdrawn_at=None),
                name="one_signature_an_office",
            )
        ]
