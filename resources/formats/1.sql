CREATE TABLE record(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tbl TEXT NOT NULL);

CREATE TABLE field(n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);

CREATE TABLE author(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, device TEXT);

CREATE TABLE change(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, label TEXT NOT NULL, kind TEXT NOT NULL,
  author INTEGER REFERENCES author, at TEXT NOT NULL, source TEXT) STRICT;

CREATE TABLE op(n INTEGER PRIMARY KEY, change INTEGER NOT NULL REFERENCES change, i INTEGER NOT NULL,
  record INTEGER NOT NULL REFERENCES record, field INTEGER NOT NULL REFERENCES field,
  value, prev INTEGER REFERENCES op, head INTEGER NOT NULL);

CREATE TABLE op_parent(op INTEGER NOT NULL REFERENCES op, parent INTEGER NOT NULL REFERENCES op,
  PRIMARY KEY(op, parent)) WITHOUT ROWID;

CREATE INDEX op_head ON op(record, field) WHERE head=1;

CREATE UNIQUE INDEX op_change ON op(change, i);

CREATE INDEX op_prev ON op(prev) WHERE prev IS NOT NULL;

CREATE INDEX op_parent_parent ON op_parent(parent);

CREATE TABLE contact(id TEXT NOT NULL PRIMARY KEY, person_id TEXT NOT NULL, kind TEXT NOT NULL,
  value TEXT NOT NULL) STRICT;

CREATE TABLE draft(id TEXT NOT NULL PRIMARY KEY, record_table TEXT NOT NULL, record_id TEXT NOT NULL,
  field TEXT NOT NULL, text TEXT NOT NULL) STRICT;

CREATE TABLE outgoing(id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, stage TEXT NOT NULL,
  round INTEGER NOT NULL, sequence INTEGER NOT NULL, made_at TEXT NOT NULL, made_by TEXT NOT NULL,
  recipient TEXT NOT NULL, place TEXT NOT NULL, contents TEXT NOT NULL, file_name TEXT NOT NULL,
  size INTEGER NOT NULL, digest TEXT NOT NULL, seal_hash TEXT NOT NULL, override_reason TEXT NOT NULL,
  contacts INTEGER NOT NULL, masked INTEGER NOT NULL) STRICT;

CREATE TABLE local(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE "plan" (
	id TEXT NOT NULL, 
	title TEXT, 
	kind TEXT, 
	origin TEXT, 
	ancestor_plan TEXT, 
	kind_reason TEXT, 
	period_start INTEGER, 
	period_end INTEGER, 
	vision TEXT, 
	vision_keywords TEXT, 
	status TEXT, 
	final_by TEXT, 
	final_on TEXT, 
	reviewed_on TEXT, 
	reference_version TEXT, 
	photo_location TEXT, 
	is_example INTEGER, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE region (
	id TEXT NOT NULL, 
	code TEXT, 
	name TEXT, 
	kind TEXT, 
	province_code TEXT, 
	province_name TEXT, 
	capital TEXT, 
	area_km2 REAL, 
	population INTEGER, 
	population_year INTEGER, 
	cohort_year INTEGER, 
	evaluation_scheme TEXT, 
	zone TEXT, 
	office_name TEXT, 
	office_address TEXT, 
	logo_evidence_id TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(logo_evidence_id) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX region_logo_evidence_id ON region (logo_evidence_id);

CREATE TABLE head_of_region (
	id TEXT NOT NULL, 
	name TEXT, 
	post TEXT, 
	kind TEXT, 
	from_date TEXT, 
	to_date TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE smart_mission (
	id TEXT NOT NULL, 
	text TEXT, 
	position TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE section (
	id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	body TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE dimension_plan (
	id TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	condition TEXT, 
	gap TEXT, 
	strategy TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE year_closing (
	id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	closed INTEGER, 
	decided_on TEXT, 
	person TEXT, 
	reason TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE finding_override (
	id TEXT NOT NULL, 
	finding_key TEXT NOT NULL, 
	rule TEXT, 
	reason TEXT, 
	person TEXT, 
	decided_on TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE unchecked_stage (
	id TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	reason TEXT, 
	person TEXT, 
	decided_on TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE agency (
	id TEXT NOT NULL, 
	code TEXT, 
	name TEXT, 
	short_name TEXT, 
	affairs TEXT, 
	head TEXT, 
	valid_from TEXT, 
	valid_to TEXT, 
	no_initiative_reason TEXT, 
	position TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE agency_succession (
	id TEXT NOT NULL, 
	agency_id TEXT NOT NULL, 
	successor_id TEXT NOT NULL, 
	dated TEXT, 
	basis TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(successor_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX agency_succession_agency_id ON agency_succession (agency_id);

CREATE INDEX agency_succession_successor_id ON agency_succession (successor_id);

CREATE TABLE person (
	id TEXT NOT NULL, 
	name TEXT, 
	post TEXT, 
	agency_id TEXT, 
	organisation TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX person_agency_id ON person (agency_id);

CREATE TABLE legal_document (
	id TEXT NOT NULL, 
	kind TEXT, 
	number TEXT, 
	dated TEXT, 
	title TEXT, 
	parties TEXT, 
	signatory TEXT, 
	status TEXT, 
	target_date TEXT, 
	valid_from TEXT, 
	valid_to TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE original_document (
	id TEXT NOT NULL, 
	kind TEXT, 
	title TEXT, 
	number TEXT, 
	dated TEXT, 
	note TEXT, 
	position TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE body (
	id TEXT NOT NULL, 
	kind TEXT, 
	name TEXT, 
	dimension TEXT, 
	decree_id TEXT, 
	valid_to TEXT, 
	duties TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(decree_id) REFERENCES legal_document (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX body_decree_id ON body (decree_id);

CREATE TABLE body_member (
	id TEXT NOT NULL, 
	body_id TEXT NOT NULL, 
	person_id TEXT, 
	element TEXT, 
	role TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(body_id) REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX body_member_body_id ON body_member (body_id);

CREATE INDEX body_member_person_id ON body_member (person_id);

CREATE TABLE meeting (
	id TEXT NOT NULL, 
	body_id TEXT NOT NULL, 
	held_on TEXT, 
	subject TEXT, 
	participants INTEGER, 
	minutes TEXT, 
	decisions TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(body_id) REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX meeting_body_id ON meeting (body_id);

CREATE TABLE planning_document (
	id TEXT NOT NULL, 
	kind TEXT, 
	title TEXT, 
	period_start INTEGER, 
	period_end INTEGER, 
	target_start INTEGER, 
	target_end INTEGER, 
	regulation TEXT, 
	regulated_on TEXT, 
	status TEXT, 
	in_force_from INTEGER, 
	in_force_to INTEGER, 
	vision TEXT, 
	position TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE mission (
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	number TEXT, 
	text TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX mission_document_id ON mission (document_id);

CREATE TABLE goal (
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	mission_id TEXT, 
	code TEXT, 
	text TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(mission_id) REFERENCES mission (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX goal_document_id ON goal (document_id);

CREATE INDEX goal_mission_id ON goal (mission_id);

CREATE TABLE objective (
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	goal_id TEXT, 
	code TEXT, 
	text TEXT, 
	unrelated INTEGER, 
	unrelated_reason TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX objective_document_id ON objective (document_id);

CREATE INDEX objective_goal_id ON objective (goal_id);

CREATE TABLE strategy (
	id TEXT NOT NULL, 
	objective_id TEXT NOT NULL, 
	kind TEXT, 
	text TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX strategy_objective_id ON strategy (objective_id);

CREATE TABLE programme (
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	objective_id TEXT, 
	code TEXT, 
	name TEXT, 
	outcome TEXT, 
	priority INTEGER, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX programme_document_id ON programme (document_id);

CREATE INDEX programme_objective_id ON programme (objective_id);

CREATE TABLE programme_agency (
	id TEXT NOT NULL, 
	programme_id TEXT NOT NULL, 
	agency_id TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX programme_agency_agency_id ON programme_agency (agency_id);

CREATE INDEX programme_agency_programme_id ON programme_agency (programme_id);

CREATE TABLE indicator (
	id TEXT NOT NULL, 
	document_id TEXT NOT NULL, 
	goal_id TEXT, 
	objective_id TEXT, 
	programme_id TEXT, 
	text TEXT, 
	unit TEXT, 
	direction TEXT, 
	baseline_text TEXT, 
	baseline_number REAL, 
	baseline_year INTEGER, 
	end_text TEXT, 
	end_number REAL, 
	source TEXT, 
	agency_id TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX indicator_agency_id ON indicator (agency_id);

CREATE INDEX indicator_document_id ON indicator (document_id);

CREATE INDEX indicator_goal_id ON indicator (goal_id);

CREATE INDEX indicator_objective_id ON indicator (objective_id);

CREATE INDEX indicator_programme_id ON indicator (programme_id);

CREATE TABLE target (
	id TEXT NOT NULL, 
	indicator_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	text TEXT, 
	number REAL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX target_indicator_id ON target (indicator_id);

CREATE TABLE ceiling (
	id TEXT NOT NULL, 
	programme_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	amount INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX ceiling_programme_id ON ceiling (programme_id);

CREATE TABLE objective_dimension (
	id TEXT NOT NULL, 
	objective_id TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	strength TEXT, 
	note TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX objective_dimension_objective_id ON objective_dimension (objective_id);

CREATE TABLE smart_objective (
	id TEXT NOT NULL, 
	dimension TEXT, 
	subdimension TEXT, 
	text TEXT, 
	basis TEXT, 
	position TEXT, 
	PRIMARY KEY (id)
)
 STRICT;

CREATE TABLE smart_objective_link (
	id TEXT NOT NULL, 
	smart_objective_id TEXT NOT NULL, 
	objective_id TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(smart_objective_id) REFERENCES smart_objective (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(objective_id) REFERENCES objective (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX smart_objective_link_objective_id ON smart_objective_link (objective_id);

CREATE INDEX smart_objective_link_smart_objective_id ON smart_objective_link (smart_objective_id);

CREATE TABLE initiative (
	id TEXT NOT NULL, 
	code TEXT, 
	title TEXT, 
	description TEXT, 
	background TEXT, 
	dimension TEXT, 
	kind TEXT, 
	form TEXT, 
	state TEXT, 
	agency_id TEXT, 
	year_start INTEGER, 
	year_end INTEGER, 
	horizon TEXT, 
	horizon_reason TEXT, 
	outside_reason TEXT, 
	output TEXT, 
	impact TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_agency_id ON initiative (agency_id);

CREATE TABLE initiative_subdimension (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	subdimension TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_subdimension_initiative_id ON initiative_subdimension (initiative_id);

CREATE TABLE initiative_objective (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	smart_objective_id TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(smart_objective_id) REFERENCES smart_objective (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_objective_initiative_id ON initiative_objective (initiative_id);

CREATE INDEX initiative_objective_smart_objective_id ON initiative_objective (smart_objective_id);

CREATE TABLE initiative_agency (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	agency_id TEXT NOT NULL, 
	role TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_agency_agency_id ON initiative_agency (agency_id);

CREATE INDEX initiative_agency_initiative_id ON initiative_agency (initiative_id);

CREATE TABLE initiative_partner (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	name TEXT, 
	kind TEXT, 
	contribution TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_partner_initiative_id ON initiative_partner (initiative_id);

CREATE TABLE initiative_indicator (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	kind TEXT, 
	text TEXT, 
	unit TEXT, 
	direction TEXT, 
	baseline_text TEXT, 
	baseline_number REAL, 
	baseline_year INTEGER, 
	source TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_indicator_initiative_id ON initiative_indicator (initiative_id);

CREATE TABLE initiative_target (
	id TEXT NOT NULL, 
	indicator_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	text TEXT, 
	number REAL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(indicator_id) REFERENCES initiative_indicator (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_target_indicator_id ON initiative_target (indicator_id);

CREATE TABLE initiative_budget (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	amount INTEGER, 
	note TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_budget_initiative_id ON initiative_budget (initiative_id);

CREATE TABLE initiative_code (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	code TEXT, 
	name TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX initiative_code_initiative_id ON initiative_code (initiative_id);

CREATE TABLE indicator_mapping (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	indicator_id TEXT NOT NULL, 
	strength TEXT, 
	reason TEXT, 
	page TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX indicator_mapping_indicator_id ON indicator_mapping (indicator_id);

CREATE INDEX indicator_mapping_initiative_id ON indicator_mapping (initiative_id);

CREATE TABLE programme_mapping (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	programme_id TEXT NOT NULL, 
	strength TEXT, 
	reason TEXT, 
	page TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(programme_id) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX programme_mapping_initiative_id ON programme_mapping (initiative_id);

CREATE INDEX programme_mapping_programme_id ON programme_mapping (programme_id);

CREATE TABLE alignment (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	framework TEXT NOT NULL, 
	code TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX alignment_initiative_id ON alignment (initiative_id);

CREATE TABLE action_step (
	id TEXT NOT NULL, 
	initiative_id TEXT, 
	kind TEXT, 
	text TEXT, 
	agency_id TEXT, 
	start_month TEXT, 
	end_month TEXT, 
	output TEXT, 
	indicator TEXT, 
	amount INTEGER, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX action_step_agency_id ON action_step (agency_id);

CREATE INDEX action_step_initiative_id ON action_step (initiative_id);

CREATE TABLE action_step_plan (
	id TEXT NOT NULL, 
	step_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	quarter INTEGER NOT NULL, 
	percent REAL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(step_id) REFERENCES action_step (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX action_step_plan_step_id ON action_step_plan (step_id);

CREATE TABLE quick_win (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	status TEXT, 
	status_reason TEXT, 
	problem TEXT, 
	beneficiaries TEXT, 
	benefit_indicator TEXT, 
	before_text TEXT, 
	after_text TEXT, 
	start_on TEXT, 
	end_on TEXT, 
	resources TEXT, 
	sustainability TEXT, 
	position TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX quick_win_initiative_id ON quick_win (initiative_id);

CREATE TABLE service_contact (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	unit TEXT, 
	channel TEXT, 
	value TEXT, 
	consent_by TEXT, 
	consent_on TEXT, 
	consent_how TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX service_contact_initiative_id ON service_contact (initiative_id);

CREATE TABLE progress_year (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	year INTEGER NOT NULL, 
	status TEXT, 
	status_reason TEXT, 
	status_on TEXT, 
	agency_id TEXT, 
	target_text TEXT, 
	plan_amount INTEGER, 
	budget INTEGER, 
	revised_budget INTEGER, 
	spending INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX progress_year_agency_id ON progress_year (agency_id);

CREATE INDEX progress_year_initiative_id ON progress_year (initiative_id);

CREATE TABLE progress_entry (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	year INTEGER, 
	as_of TEXT, 
	period TEXT, 
	period_number INTEGER, 
	physical_percent REAL, 
	spending INTEGER, 
	narrative TEXT, 
	note TEXT, 
	obstacle TEXT, 
	solution TEXT, 
	next_step TEXT, 
	verified_by TEXT, 
	legacy INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX progress_entry_initiative_id ON progress_entry (initiative_id);

CREATE TABLE progress_value (
	id TEXT NOT NULL, 
	entry_id TEXT NOT NULL, 
	indicator_id TEXT NOT NULL, 
	text TEXT, 
	number REAL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(entry_id) REFERENCES progress_entry (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(indicator_id) REFERENCES initiative_indicator (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX progress_value_entry_id ON progress_value (entry_id);

CREATE INDEX progress_value_indicator_id ON progress_value (indicator_id);

CREATE TABLE benefit (
	id TEXT NOT NULL, 
	initiative_id TEXT NOT NULL, 
	kind TEXT, 
	who TEXT, 
	count INTEGER, 
	count_unit TEXT, 
	measure TEXT, 
	before_text TEXT, 
	before_number REAL, 
	after_text TEXT, 
	after_number REAL, 
	unit TEXT, 
	source TEXT, 
	dated TEXT, 
	note TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX benefit_initiative_id ON benefit (initiative_id);

CREATE TABLE evidence (
	id TEXT NOT NULL, 
	kind TEXT, 
	title TEXT, 
	original_name TEXT, 
	sha256 TEXT, 
	size INTEGER, 
	media_type TEXT, 
	state TEXT, 
	url TEXT, 
	seen_on TEXT, 
	dated TEXT, 
	dated_from TEXT, 
	number TEXT, 
	agency_id TEXT, 
	has_location INTEGER, 
	original_sha256 TEXT, 
	original_size INTEGER, 
	expires_on TEXT, 
	note TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(agency_id) REFERENCES agency (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX evidence_agency_id ON evidence (agency_id);

CREATE TABLE evidence_link (
	id TEXT NOT NULL, 
	evidence_id TEXT NOT NULL, 
	initiative_id TEXT, 
	progress_entry_id TEXT, 
	benefit_id TEXT, 
	quick_win_id TEXT, 
	legal_document_id TEXT, 
	meeting_id TEXT, 
	body_id TEXT, 
	planning_document_id TEXT, 
	original_document_id TEXT, 
	page TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(evidence_id) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(initiative_id) REFERENCES initiative (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(progress_entry_id) REFERENCES progress_entry (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(benefit_id) REFERENCES benefit (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(quick_win_id) REFERENCES quick_win (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(legal_document_id) REFERENCES legal_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(body_id) REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(planning_document_id) REFERENCES planning_document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(original_document_id) REFERENCES original_document (id) DEFERRABLE INITIALLY DEFERRED
)
 STRICT;

CREATE INDEX evidence_link_benefit_id ON evidence_link (benefit_id);

CREATE INDEX evidence_link_body_id ON evidence_link (body_id);

CREATE INDEX evidence_link_evidence_id ON evidence_link (evidence_id);

CREATE INDEX evidence_link_initiative_id ON evidence_link (initiative_id);

CREATE INDEX evidence_link_legal_document_id ON evidence_link (legal_document_id);

CREATE INDEX evidence_link_meeting_id ON evidence_link (meeting_id);

CREATE INDEX evidence_link_original_document_id ON evidence_link (original_document_id);

CREATE INDEX evidence_link_planning_document_id ON evidence_link (planning_document_id);

CREATE INDEX evidence_link_progress_entry_id ON evidence_link (progress_entry_id);

CREATE INDEX evidence_link_quick_win_id ON evidence_link (quick_win_id);
