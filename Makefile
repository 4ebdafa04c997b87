.PHONY: test fix accuracy speed schema lock

test: ## all checks and tests
	python3 bootstrap.py test

fix: ## let ruff mend what it can
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .

schema: ## write the committed JSON Schemas anew
	.venv/bin/dealterms schema > pipeline/termsheet/termsheet.schema.json
	.venv/bin/dealterms schema comparison > pipeline/compare/comparison.schema.json
	.venv/bin/dealterms schema agreement > obligations/schemas/agreement.schema.json
	.venv/bin/dealterms schema facts > obligations/schemas/facts.schema.json
	.venv/bin/dealterms schema mechanics > obligations/schemas/mechanics.schema.json

lock: ## resolve the dependencies anew
	.venv/bin/uv lock
	.venv/bin/uv export -q --no-emit-project --no-annotate --no-header -o requirements.txt
	.venv/bin/uv export -q --extra test --no-emit-project --no-annotate --no-header -o requirements-test.txt
